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
import java.util.function.IntPredicate;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;

/** A delivery stream on a loopback port that keeps what it takes, and can be away or refuse records. */
final class InMemoryFirehose implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<byte[]> records = new ArrayList<>();
    private final AtomicInteger offered = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private volatile boolean isAway;
    private volatile IntPredicate refused = n -> false;

    InMemoryFirehose() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    FirehoseClient client() {
        return FirehoseClient.builder()
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .overrideConfiguration(settings -> settings.retryStrategy(RetryMode.STANDARD))
                .build();
    }

    /** Answers every call with 503 until told otherwise. */
    void away(boolean away) {
        isAway = away;
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

    /** Records in the order of arrival. */
    List<String> records() {
        synchronized (records) {
            return records.stream()
                    .map(data -> new String(data, StandardCharsets.UTF_8))
                    .toList();
        }
    }

    /** All records as Firehose stores them: one behind the other. */
    String text() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        synchronized (records) {
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
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            if (isAway) {
                send(exchange, 503, JSON.createObjectNode().put("__type", "ServiceUnavailableException"));
            } else {
                send(exchange, 200, take(request.path("Records")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            inFlight.decrementAndGet();
        }
    }

    private ObjectNode take(JsonNode offer) throws IOException {
        ObjectNode answer = JSON.createObjectNode();
        var entries = answer.putArray("RequestResponses");
        int failed = 0;
        for (JsonNode record : offer) {
            if (refused.test(offered.incrementAndGet())) {
                failed++;
                entries.addObject()
                        .put("ErrorCode", "ServiceUnavailableException")
                        .put("ErrorMessage", "Slow down.");
            } else {
                synchronized (records) {
                    records.add(record.path("Data").binaryValue());
                }
                entries.addObject().put("RecordId", "taken");
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
