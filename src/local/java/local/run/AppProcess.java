package local.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The application as a process of its own, the way it runs anywhere else: the same classes, other properties. */
final class AppProcess implements AutoCloseable {
    private static final long STOP_SECONDS = 40;

    private final Process process;

    private AppProcess(Process process) {
        this.process = process;
    }

    /** Starts it in the directory of the run, where its properties are, with variables in its environment. */
    static AppProcess start(Path dir, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dlog4j2.configurationFile=log4j2-local.properties");
        command.addAll(List.of("-cp", classPath(), Leash.class.getName()));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(dir.toFile()).inheritIO();
        builder.environment().putAll(environment);
        builder.environment().put("SNOWFLAKE_DISABLE_MINICORE", "true");
        return new AppProcess(builder.start());
    }

    /** Ours, made absolute, since the other process runs in another directory. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    /** Asks it to stop, and waits for it. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
