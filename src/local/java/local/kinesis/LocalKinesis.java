package local.kinesis;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import local.wire.Loopback;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.KinesisClientBuilder;

/**
 * Kinesis Data Streams on a loopback port, over HTTP/1.1 in CBOR and JSON: streams are created, put to, read, split, merged
 * and deleted. Signatures are not checked. The asynchronous client of the SDK speaks HTTP/2 to Kinesis unless its HTTP
 * client is told {@code protocol(Protocol.HTTP1_1)}.
 *
 * <p>Otherwise than on AWS: a stream is active at once, its file keeps records for longer than they can be read, readers are
 * not limited to five reads a second, records have at most 1 MiB, ListShards takes no filter, and there is no enhanced
 * fan-out.
 *
 * <p>Records are answered for once they are in the file of their stream, so they survive the death of the process if a
 * directory was named. One process at a time uses a directory.
 *
 * <p>Thread-safe.
 */
public final class LocalKinesis implements AutoCloseable {
    private final Mishaps mishaps = new Mishaps();
    private final ExecutorService callers = Executors.newCachedThreadPool(Loopback.daemon("kinesis-call"));
    private final Path directory;
    private final boolean isTemporary;
    private final Streams streams;
    private final HttpServer server;

    private LocalKinesis(Path directory, boolean isTemporary, int port, Clock clock) throws IOException {
        this.directory = directory;
        this.isTemporary = isTemporary;
        streams = new Streams(directory, clock);
        try {
            server = Loopback.start(
                    "Kinesis", port, new KinesisHandler(new Operations(streams, mishaps, clock), mishaps), callers);
        } catch (IOException e) {
            streams.close();
            throw e;
        }
    }

    /** A server whose streams are forgotten when it closes. */
    public static LocalKinesis temporary() throws IOException {
        return new LocalKinesis(Files.createTempDirectory("kinesis"), true, 0, Clock.systemUTC());
    }

    /**
     * A server that keeps its streams in a directory.
     *
     * @param directory created if it is missing; a server started on it later finds the streams again
     * @param port the loopback port to listen on, 0 for a free one
     * @throws IOException if the directory cannot be used or the port is taken
     */
    public static LocalKinesis in(Path directory, int port, Clock clock) throws IOException {
        return new LocalKinesis(directory, false, port, clock);
    }

    /** Where clients connect. */
    public URI endpoint() {
        return Loopback.endpoint(server);
    }

    /** A new client of this server; the caller closes it. */
    public KinesisClient client() {
        return clientBuilder().build();
    }

    /** A client of this server, to be configured further. */
    public KinesisClientBuilder clientBuilder() {
        return KinesisClient.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
    }

    /** Makes a stream unless there is one of that name. */
    public void createStream(String name, int shards) throws IOException {
        if (!streams.names().contains(name)) {
            streams.create(name, shards);
        }
    }

    /** What goes wrong. */
    public Mishaps mishaps() {
        return mishaps;
    }

    /** Records in a stream, those beyond its retention included. */
    public long records(String stream) {
        return streams.get(stream).records();
    }

    /** The names of the streams. */
    public List<String> streams() {
        return streams.names();
    }

    /** Stops at once. */
    @Override
    public void close() throws IOException {
        server.stop(0);
        callers.shutdown();
        streams.close();
        if (isTemporary) {
            delete();
        }
    }

    private void delete() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
