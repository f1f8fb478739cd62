package bench.tail;

import bench.Child;
import bench.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The installed agent, started as a service starts it: its jar, its flags, and properties that say no more than they must.
 * Its log goes to {@code agent.log} in its directory.
 */
final class AgentProcess implements Sender {
    private static final long STOP_SECONDS = 60;
    private static final Path ROOT = Path.of("target", "agent").toAbsolutePath();
    private static final Path FLAGS = ROOT.resolve("etc/snowline/agent.jvm");
    private static final Path JAR = ROOT.resolve("usr/share/snowline/snowline.jar");
    private static final Path ARCHIVE = ROOT.resolve("usr/share/snowline/agent.jsa");

    private final Process process;
    private final Path log;

    private AgentProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it.
     *
     * @param home the directory to start it in, which must not exist
     * @param files glob of the files
     * @param feed more properties of the feed, by the last part of their name
     */
    static AgentProcess start(Path home, String files, SinkProcess sink, Map<String, String> feed) throws IOException {
        Path config = Files.createDirectories(home.resolve("config"));
        Path checkpoint = Files.createDirectories(home.resolve("checkpoint"));
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("roles", "agent");
        properties.put("bucket", "bench");
        properties.put("tail.checkpoint", checkpoint.toString());
        properties.put("feed.orders.files", files);
        feed.forEach((key, value) -> properties.put("feed.orders." + key, value));
        properties.put("camel.management.port", "0");
        StringBuilder text = new StringBuilder();
        properties.forEach(
                (key, value) -> text.append(key).append(" = ").append(value).append('\n'));
        Files.writeString(config.resolve("application.properties"), text);
        Path log = home.resolve("agent.log");
        Process process = Child.java(arguments(sink))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new AgentProcess(process, log);
    }

    /** Installs the agent below the target directory, and writes the archive of classes that it starts from. */
    static void install() throws IOException, InterruptedException {
        if (Files.exists(ROOT)) {
            Results.delete(ROOT);
        }
        run("packaging/install");
        run("packaging/archive-classes", JAR.toString(), ARCHIVE.toString());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("DESTDIR", ROOT.toString());
        int code = builder.start().waitFor();
        if (code != 0) {
            throw new IllegalStateException(command[0] + " has ended with " + code);
        }
    }

    private static List<String> arguments(SinkProcess sink) {
        List<String> arguments = new ArrayList<>();
        arguments.add("@" + FLAGS);
        arguments.add("-XX:SharedArchiveFile=" + ARCHIVE);
        arguments.addAll(flags());
        arguments.add("-Daws.region=us-east-1");
        arguments.add("-Daws.accessKeyId=local");
        arguments.add("-Daws.secretAccessKey=local");
        arguments.add("-Daws.endpointUrlFirehose=http://127.0.0.1:" + sink.port());
        arguments.add("-jar");
        arguments.add(JAR.toString());
        return arguments;
    }

    /** Flags to try beside the usual ones. */
    private static List<String> flags() {
        String flags = System.getProperty("bench.agent-flags", "");
        return flags.isBlank() ? List.of() : List.of(flags.trim().split("\\s+"));
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("The agent has ended with " + process.exitValue() + ": see " + log);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("The agent did not stop within " + STOP_SECONDS + " s: see " + log);
        }
    }
}
