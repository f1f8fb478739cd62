package routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;

/**
 * A delivery stream on a loopback port that keeps what it takes, or hands it on, and can be away, refuse records, answer
 * with errors and close connections. Safe for any number of threads.
 */
final class InMemoryFirehose implements AutoCloseable {
    /** What becomes of a call. */
    enum Fate {
        SERVED,
        INTERNAL_FAILURE,
        UNAVAILABLE,
        CLOSED_BEFORE_STORING,
        CLOSED_AFTER_STORING
    }

    /** Takes records in the order of arrival, one call at a time. */
    @FunctionalInterface
    interface Sink {
        /** Takes a record; the sender is not told of it if its call is not answered. */
        void take(byte[] record, boolean isAnswered);
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<byte[]> records = new ArrayList<>();
    private final Object storing = new Object();
    private final Sink sink;
    private final AtomicInteger offered = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private final AtomicLong bytesInFlight = new AtomicLong();
    private final AtomicLong mostBytesInFlight = new AtomicLong();
    private volatile Supplier<Fate> fate = () -> Fate.SERVED;
    private volatile String error;
    private volatile IntPredicate refused = n -> false;

    /** Keeps the records. */
    InMemoryFirehose() throws IOException {
        this(null);
    }

    /** Hands the records on and keeps none. */
    InMemoryFirehose(Sink sink) throws IOException {
        this.sink = sink == null ? (record, isAnswered) -> records.add(record) : sink;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    FirehoseClient client() {
        return FirehoseClient.builder()
                .endpointOverride(endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .overrideConfiguration(settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    /** Answers every call with 503 until told otherwise. */
    void away(boolean away) {
        fate(() -> away ? Fate.UNAVAILABLE : Fate.SERVED);
    }

    /** Asks what becomes of each call from now on. */
    void fate(Supplier<Fate> next) {
        fate = next;
    }

    /** Answers every call with status 400 and this error; none ends it. */
    void error(String code) {
        error = code;
    }

    /** Refuses single records, by a number that counts every record offered. */
    void refuse(IntPredicate which) {
        refused = which;
    }

    int calls() {
        return calls.get();
    }

    int mostInFlight() {
        return mostInFlight.get();
    }

    /** The most bytes of records, as they are before base64, in calls under way at once. */
    long mostBytesInFlight() {
        return mostBytesInFlight.get();
    }

    /** Records in the order of arrival. */
    List<String> records() {
        synchronized (storing) {
            return records.stream()
                    .map(data -> new String(data, StandardCharsets.UTF_8))
                    .toList();
        }
    }

    /** All records as Firehose stores them: one behind the other. */
    String text() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        synchronized (storing) {
            records.forEach(all::writeBytes);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) {
        calls.incrementAndGet();
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        long bytes = 0;
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            List<byte[]> offer = new ArrayList<>();
            for (JsonNode record : request.path("Records")) {
                offer.add(record.path("Data").binaryValue());
            }
            bytes = offer.stream().mapToLong(record -> record.length).sum();
            mostBytesInFlight.accumulateAndGet(bytesInFlight.addAndGet(bytes), Math::max);
            serve(exchange, offer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            bytesInFlight.addAndGet(-bytes);
            inFlight.decrementAndGet();
        }
    }

    private void serve(HttpExchange exchange, List<byte[]> offer) throws IOException {
        if (error != null) {
            send(exchange, 400, JSON.createObjectNode().put("__type", error).put("message", "Made up."));
            return;
        }
        switch (fate.get()) {
            case SERVED -> send(exchange, 200, take(offer, true));
            case INTERNAL_FAILURE -> send(exchange, 500, JSON.createObjectNode().put("__type", "InternalFailure"));
            case UNAVAILABLE ->
                send(exchange, 503, JSON.createObjectNode().put("__type", "ServiceUnavailableException"));
            case CLOSED_BEFORE_STORING -> {
                // Closing an exchange that has no answer closes its connection.
            }
            case CLOSED_AFTER_STORING -> take(offer, false);
        }
    }

    private ObjectNode take(List<byte[]> offer, boolean isAnswered) {
        ObjectNode answer = JSON.createObjectNode();
        var entries = answer.putArray("RequestResponses");
        int failed = 0;
        synchronized (storing) {
            for (byte[] record : offer) {
                if (refused.test(offered.incrementAndGet())) {
                    failed++;
                    entries.addObject()
                            .put("ErrorCode", "ServiceUnavailableException")
                            .put("ErrorMessage", "Slow down.");
                } else {
                    sink.take(record, isAnswered);
                    entries.addObject().put("RecordId", "taken");
                }
            }
        }
        return answer.put("FailedPutCount", failed);
    }

    private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
