package local.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import local.s3.LocalS3;
import local.snowflake.LocalSnowflake;
import local.snowflake.Options;

/**
 * A local S3 or Snowflake as a process of its own, to be killed and started again on the same directory and port. It ends when
 * this process does.
 */
public final class ServiceProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String READY = "ready";

    private final List<String> arguments;
    private final int port;
    private Process process;

    private ServiceProcess(int port, List<String> arguments) throws IOException {
        this.port = port;
        this.arguments = arguments;
        start();
    }

    /** S3 with the bucket {@code lake}, kept below a directory. */
    public static ServiceProcess s3(Path directory) throws IOException {
        int port = freePort();
        return new ServiceProcess(port, List.of("s3", directory.toString(), Integer.toString(port)));
    }

    /** Snowflake on a database file, with the buckets at an address. */
    public static ServiceProcess snowflake(Path file, URI s3) throws IOException {
        int port = freePort();
        return new ServiceProcess(port, List.of("snowflake", file.toString(), Integer.toString(port), s3.toString()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where it listens, however often it is started. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Ends it as a loss of power would, as far as the process can tell, and starts it again. */
    public void killAndStart() throws IOException, InterruptedException {
        close();
        start();
    }

    private void start() throws IOException {
        process = new ProcessBuilder(Stream.concat(
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx1g",
                                        "-XX:TieredStopAtLevel=1",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        ServiceProcess.class.getName()),
                                arguments.stream())
                        .toList())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); !READY.equals(line); line = output.readLine()) {
            if (line == null) {
                throw new IOException("A process has ended before it was ready: " + arguments);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("A process has not ended: " + arguments);
        }
    }

    /** Runs a service until the parent ends. */
    @SuppressWarnings("resource") // It ends with the process.
    public static void main(String[] arguments) throws Exception {
        Leash.toParent();
        Path place = Path.of(arguments[1]);
        int port = Integer.parseInt(arguments[2]);
        switch (arguments[0]) {
            case "s3" -> LocalS3.in(place, "lake", port);
            case "snowflake" ->
                LocalSnowflake.start(Options.inMemory(URI.create(arguments[3]))
                        .withFile(place)
                        .withPort(port));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.out.println(READY);
        Thread.currentThread().join();
    }
}
