package bench.ingest;

import bench.Child;
import bench.Cost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged gateway, with properties that say no more than they must. Its log goes to {@code gateway.log}. */
final class GatewayProcess implements AutoCloseable {
    /** What it is run with here, and what {@code docs/ingest.md} speaks of. */
    static final List<String> FLAGS = List.of("-Xmx256m", "-XX:+UseSerialGC");

    /** The feed whose events have no key, and the one whose customers stay in order. */
    static final String PATH = "/v1/events/events";

    static final String KEYED_PATH = "/v1/events/orders";

    private static final long PATIENCE_SECONDS = 60;
    private static final long LOOK_MILLIS = 50;

    private final Process process;
    private final Path log;
    private final int port;

    private GatewayProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** Starts it in a directory, and returns once it takes connections. */
    static GatewayProcess start(Path home, int kinesis) throws IOException, InterruptedException {
        int port = freePort();
        Path config = Files.createDirectories(home.resolve("config"));
        Files.write(
                config.resolve("application.properties"),
                List.of(
                        "roles = gateway",
                        "bucket = bench",
                        "ingest.port = " + port,
                        "feed.events.ingest = " + KinesisServer.STREAM,
                        "feed.orders.ingest = " + KinesisServer.KEYED_STREAM,
                        "feed.orders.ingest-key = customer",
                        "camel.management.port = 0"));
        Path log = home.resolve("gateway.log");
        Process process = Child.java(arguments(kinesis))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        GatewayProcess gateway = new GatewayProcess(process, log, port);
        gateway.awaitPort();
        return gateway;
    }

    private static List<String> arguments(int kinesis) {
        List<String> arguments = new ArrayList<>(FLAGS);
        String more = System.getProperty("bench.gateway-flags", "");
        if (!more.isBlank()) {
            arguments.addAll(List.of(more.trim().split("\\s+")));
        }
        arguments.add("-Daws.region=us-east-1");
        arguments.add("-Daws.accessKeyId=local");
        arguments.add("-Daws.secretAccessKey=local");
        arguments.add("-Daws.endpointUrlKinesis=http://127.0.0.1:" + kinesis);
        arguments.add("-jar");
        arguments.add(Path.of("target", "snowline.jar").toAbsolutePath().toString());
        return arguments;
    }

    /** Free a moment ago; the gateway would tell a free port of its own only in its log. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!isOpen()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IllegalStateException("The gateway does not take connections: see " + log);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private boolean isOpen() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    Cost cost() throws IOException {
        return Cost.of(process.pid());
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("The gateway did not stop within " + PATIENCE_SECONDS + " s: see " + log);
        }
    }
}
