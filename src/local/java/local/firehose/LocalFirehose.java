package local.firehose;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import local.wire.Loopback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.FirehoseClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Amazon Data Firehose on a loopback port: PutRecord, PutRecordBatch and DescribeDeliveryStream over JSON 1.1. Signatures
 * are not checked.
 *
 * <p>Records are answered for once they are in a file of the spool, so they survive the death of the process: what an
 * earlier process left in the same spool is delivered at the start, under the keys it would have had. One process at a
 * time uses a spool.
 *
 * <p>Thread-safe.
 */
public final class LocalFirehose implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalFirehose.class);

    private static final int DELIVERY_THREADS = 4;

    private final Mishaps mishaps = new Mishaps();
    private final Map<String, Operations.OpenStream> streams = new LinkedHashMap<>();
    private final Map<String, Delivery> deliveries = new LinkedHashMap<>();
    private final Operations operations = new Operations(streams, mishaps);
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Loopback.daemon("firehose-timer"));
    private final ExecutorService pool =
            Executors.newFixedThreadPool(DELIVERY_THREADS, Loopback.daemon("firehose-delivery"));
    private final ExecutorService callers = Executors.newCachedThreadPool(Loopback.daemon("firehose-call"));
    private HttpServer server;

    /**
     * Starts a server.
     *
     * @param port the loopback port to listen on, 0 for a free one
     * @param spool the directory of the buffers, created if it is missing
     * @param s3 where objects go; stays the caller's to close, after this server
     * @throws IOException if the spool cannot be used or the port is taken
     */
    public LocalFirehose(int port, List<DeliveryStream> streams, Path spool, S3Client s3, Clock clock)
            throws IOException {
        for (DeliveryStream stream : streams) {
            Spool files = new Spool(spool.resolve(stream.name()));
            Delivery delivery = new Delivery(stream, files, s3, mishaps, pool);
            files.leftovers().forEach(delivery::accept);
            deliveries.put(stream.name(), delivery);
            this.streams.put(
                    stream.name(),
                    new Operations.OpenStream(stream, new RecordBuffer(stream, files, clock, timer, delivery::accept)));
        }
        try {
            server = Loopback.start("Firehose", port, new FirehoseHandler(operations, mishaps), callers);
        } catch (IOException e) {
            close();
            throw e;
        }
        LOG.debug("The local Firehose listens on {}", endpoint());
    }

    /** Where clients connect. */
    public URI endpoint() {
        return Loopback.endpoint(server);
    }

    /** A new client of this server; the caller closes it. */
    public FirehoseClient client() {
        return clientBuilder().build();
    }

    /** A client of this server, to be configured further. */
    public FirehoseClientBuilder clientBuilder() {
        return FirehoseClient.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
    }

    /** What goes wrong. */
    public Mishaps mishaps() {
        return mishaps;
    }

    /** Records accepted since the start over all streams. */
    public long acceptedRecords() {
        return operations.accepted();
    }

    /** Objects delivered since the start over all streams, the repeated ones counted once. */
    public long deliveredObjects() {
        return deliveries.values().stream().mapToLong(Delivery::delivered).sum();
    }

    /**
     * Delivers everything accepted before, without waiting for buffers to fill or age.
     *
     * @throws IllegalStateException if S3 has not taken it within that time
     */
    public void flush(Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Operations.OpenStream stream : streams.values()) {
            stream.buffer().close();
        }
        for (Map.Entry<String, Delivery> delivery : deliveries.entrySet()) {
            if (!delivery.getValue().awaitIdle(deadline)) {
                throw new IllegalStateException(
                        "S3 has not taken the objects of " + delivery.getKey() + " within " + patience);
            }
        }
    }

    /**
     * Puts the object of a stream that was delivered last once more, the same content under the same key.
     *
     * @return its key
     */
    public String putLastObjectAgain(String stream) throws IOException {
        return deliveries.get(stream).putLastAgain(false);
    }

    /**
     * Puts the object of a stream that was delivered last once more under the same key, with its first records repeated.
     *
     * @return its key
     */
    public String rewriteLastObject(String stream) throws IOException {
        return deliveries.get(stream).putLastAgain(true);
    }

    /** Stops at once; what is not delivered yet is delivered after the next start. */
    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
        callers.shutdown();
        timer.shutdownNow();
        pool.shutdownNow();
        for (Operations.OpenStream stream : streams.values()) {
            try {
                stream.buffer().close();
            } catch (IOException e) {
                LOG.warn("A buffer of {} was left open", stream.settings().name(), e);
            }
        }
        try {
            if (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("A delivery to S3 is still under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
