package bench.warehouse;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The application in the role of a loader, as a process that ends with this one. Its log tells of each batch. */
final class LoaderProcess implements AutoCloseable {
    static final String HEAP = "-Xmx512m";

    private static final Pattern FINISHED = Pattern.compile("Batch (\\S+): .*; (claim [^;]+)");
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Process process;
    private final BlockingQueue<Matcher> finished = new LinkedBlockingQueue<>();

    private LoaderProcess(Process process) {
        this.process = process;
    }

    static LoaderProcess start(Path dir, Map<String, String> properties) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(HEAP);
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "local.run.Leash"));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true);
        builder.environment().put("SNOWFLAKE_DISABLE_MINICORE", "true");
        LoaderProcess loader = new LoaderProcess(builder.start());
        Thread log = new Thread(loader::read, "loader-log");
        log.setDaemon(true);
        log.start();
        return loader;
    }

    /**
     * Waits for the next batch that is in the archive.
     *
     * @return its id and what its stages took, {@code claim 0.12 s, load 1.30 s}
     */
    Finished await() throws InterruptedException {
        Matcher line = finished.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (line == null) {
            throw new IllegalStateException("No batch was finished in " + PATIENCE);
        }
        return new Finished(line.group(1), line.group(2));
    }

    /** A line of the log. */
    record Finished(String batchId, String stages) {}

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher batch = FINISHED.matcher(line);
                if (batch.matches()) {
                    finished.add(batch);
                } else {
                    System.err.println(line);
                }
            }
        } catch (IOException e) {
            System.err.println("The log of the loader ended: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
