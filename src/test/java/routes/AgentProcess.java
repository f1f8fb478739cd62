package routes;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The application as a process of its own in the role of an agent, a gateway or a loader, to be killed or paused. It ends when
 * this process does.
 */
final class AgentProcess implements AutoCloseable {
    private static final long KILOBYTE = 1024;
    private static final long PATIENCE_SECONDS = 60;
    private static final int LAST_LINES = 30;

    /** The flags an agent is installed with. */
    private static final Path FLAGS = Path.of("packaging", "agent.jvm");

    private final Process process;
    private final Path log;

    private AgentProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts an agent; what it logs is appended to a file in the directory. */
    static AgentProcess start(Path directory, URI firehose, Map<String, String> properties) throws IOException {
        return start(
                directory, List.of("@" + FLAGS.toAbsolutePath(), "-Daws.endpointUrlFirehose=" + firehose), properties);
    }

    /** Starts a gateway; what it logs is appended to a file in the directory. */
    static AgentProcess gateway(Path directory, URI kinesis, Map<String, String> properties) throws IOException {
        return gateway(directory, "-Xmx256m", kinesis, properties);
    }

    /** The same with a heap of its own. */
    static AgentProcess gateway(Path directory, String heap, URI kinesis, Map<String, String> properties)
            throws IOException {
        return start(directory, List.of(heap, "-Daws.endpointUrlKinesis=" + kinesis), properties);
    }

    /** Starts a loader; what it logs is appended to a file in the directory. */
    static AgentProcess loader(Path directory, URI s3, Map<String, String> properties) throws IOException {
        return start(
                directory,
                List.of(
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-Daws.endpointUrlS3=" + s3,
                        "-Dlog4j2.configurationFile=log4j2.properties"),
                properties);
    }

    private static AgentProcess start(Path directory, List<String> flags, Map<String, String> properties)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-Daws.region=us-east-1");
        command.add("-Daws.accessKeyId=local");
        command.add("-Daws.secretAccessKey=local");
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        // Starts the application, and ends it when the process that started it ends.
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "local.run.Leash"));
        Path log = directory.resolve("agent.out");
        return new AgentProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start(),
                log);
    }

    /** Ends it as a loss of power would, as far as the process can tell. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        waitFor();
    }

    /** Takes the processors from it, as a frozen virtual machine would. */
    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets a paused one go on, as if no time had passed. */
    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("kill -" + name + " has ended with " + code);
        }
    }

    /** Asks it to stop, as a service manager does. */
    void terminate() {
        process.destroy();
    }

    /** Waits for its end and returns its exit code. */
    int waitFor() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The process has not ended within " + PATIENCE_SECONDS + " s");
        }
        return process.exitValue();
    }

    /** Waits until something holds; fails with its last words if it ends before. */
    void await(Callable<Boolean> condition) throws IOException {
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                    .until(() -> !process.isAlive() || condition.call());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("It did not come about; the process has said:\n" + lastWords(), e);
        }
        if (!process.isAlive()) {
            throw new AssertionError("The process has ended, and has said:\n" + lastWords());
        }
    }

    private String lastWords() throws IOException {
        List<String> lines = log();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    /** What it and those before it in the same directory have logged. */
    List<String> log() throws IOException {
        return Files.readAllLines(log);
    }

    /** The most memory it has had resident so far, as Linux counts it. */
    long peakResidentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KILOBYTE)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The system does not tell of resident memory"));
    }

    @Override
    public void close() throws InterruptedException {
        if (process.isAlive()) {
            kill();
        }
    }
}
