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
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Amazon Data Firehose on a loopback port: PutRecord, PutRecordBatch and DescribeDeliveryStream over JSON 1.1. Signatures
 * are not checked. A delivery stream may read a Kinesis data stream instead of taking records.
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
    private static final long STOP_SECONDS = 10;

    private final Mishaps mishaps = new Mishaps();
    private final Map<String, Operations.OpenStream> streams = new LinkedHashMap<>();
    private final Map<String, Delivery> deliveries = new LinkedHashMap<>();
    private final Operations operations = new Operations(streams, mishaps);
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Loopback.daemon("firehose-timer"));
    private final ExecutorService pool =
            Executors.newFixedThreadPool(DELIVERY_THREADS, Loopback.daemon("firehose-delivery"));
    private final Map<String, StreamSource> sources = new LinkedHashMap<>();
    private final ExecutorService readers = Executors.newCachedThreadPool(Loopback.daemon("firehose-source"));
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
        this(port, streams, spool, s3, null, clock);
    }

    /**
     * Starts a server of streams that may have a source.
     *
     * @param kinesis where the sources are; stays the caller's to close, after this server
     * @throws IOException if the spool cannot be used or the port is taken
     * @throws IllegalArgumentException if a stream has a source and there is no client to read it with
     */
    public LocalFirehose(
            int port, List<DeliveryStream> streams, Path spool, S3Client s3, KinesisClient kinesis, Clock clock)
            throws IOException {
        for (DeliveryStream stream : streams) {
            Spool files = new Spool(spool.resolve(stream.name()));
            Delivery delivery = new Delivery(stream, files, s3, mishaps, pool);
            files.leftovers().forEach(delivery::accept);
            deliveries.put(stream.name(), delivery);
            RecordBuffer buffer = new RecordBuffer(stream, files, clock, timer, delivery::accept);
            this.streams.put(stream.name(), new Operations.OpenStream(stream, buffer));
            if (stream.source().isPresent()) {
                Path checkpoint = spool.resolve(stream.name()).resolve("source.checkpoint");
                sources.put(stream.name(), source(stream, kinesis, buffer, checkpoint, clock));
            }
        }
        try {
            server = Loopback.start("Firehose", port, new FirehoseHandler(operations, mishaps), callers);
        } catch (IOException e) {
            close();
            throw e;
        }
        sources.values().forEach(readers::execute);
        LOG.debug("The local Firehose listens on {}", endpoint());
    }

    private static StreamSource source(
            DeliveryStream stream, KinesisClient kinesis, RecordBuffer buffer, Path checkpoint, Clock clock)
            throws IOException {
        if (kinesis == null) {
            throw new IllegalArgumentException(stream.name() + " has a source, but there is no client to read it with");
        }
        return new StreamSource(
                stream.source().orElseThrow(), kinesis, buffer, new SourceCheckpoint(checkpoint), clock);
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

    /** Records a stream has read from its source since the start, those read again counted again. */
    public long recordsOfSource(String stream) {
        return sources.get(stream).records();
    }

    /** Reads the last page of every shard of a stream's source again, as AWS may: its records are delivered twice. */
    public void readSourceAgain(String stream) {
        sources.get(stream).readAgain();
    }

    /** Records accepted since the start over all streams, those of sources left out. */
    public long acceptedRecords() {
        return operations.accepted();
    }

    /** Objects delivered since the start over all streams, the repeated ones counted once. */
    public long deliveredObjects() {
        return deliveries.values().stream().mapToLong(Delivery::delivered).sum();
    }

    /**
     * Delivers everything accepted before, and what was in the sources, without waiting for buffers to fill or age.
     *
     * @throws IllegalStateException if it has not been read, or S3 has not taken it, within that time
     */
    public void flush(Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Map.Entry<String, StreamSource> source : sources.entrySet()) {
            if (!source.getValue().awaitCaughtUp(deadline)) {
                throw new IllegalStateException(
                        "The source of " + source.getKey() + " has not been read within " + patience);
            }
        }
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
        stopReaders();
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
            if (!pool.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A delivery to S3 is still under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopReaders() {
        readers.shutdownNow();
        try {
            if (!readers.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A source is still being read");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
