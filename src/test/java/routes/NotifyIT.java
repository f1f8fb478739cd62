package routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import local.sqs.LocalSqs;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** New objects that S3 tells a queue of, on the local stack; landing is polled so seldom that only a message can begin a batch. */
class NotifyIT {
    private static final Map<String, String> SELDOM = Map.of("claim.poll", "10m");

    private LocalStack stack;
    private LocalSqs sqs;
    private SqsClient client;
    private String queue;

    @BeforeEach
    void start() throws Exception {
        stack = new LocalStack();
        sqs = LocalSqs.start();
        client = sqs.client();
        queue = sqs.createQueue("landed", Duration.ofSeconds(2));
    }

    @AfterEach
    void stop() throws Exception {
        stack.close();
        client.close();
        sqs.close();
    }

    @Test
    void beginsABatchWithinASecondOfTheObject() throws Exception {
        List<Duration> waits = new ArrayList<>();
        try (TestLoader loader = loader(SELDOM)) {
            tellOfObjects();
            land("landing/orders/warm-up");
            for (int i = 0; i < 5; i++) {
                Instant put = land("landing/orders/" + i);
                waits.add(Duration.between(put, formedAt("landing/orders/" + i)));
            }
        }
        assertThat(waits).as("on a busy machine some take longer").anyMatch(wait -> wait.toMillis() < 1_000);
        assertThat(stack.number("select count(*) from mart.orders")).isEqualTo(1);
    }

    @Test
    void isReadyInFullWhileItListens() throws Exception {
        Map<String, String> open = Map.of("camel.management.enabled", "true", "camel.management.port", "0");
        try (TestLoader loader = loader(open)) {
            int port = loader.main()
                    .getCamelContext()
                    .hasService(ManagementHttpServer.class)
                    .getRouter()
                    .getServer()
                    .getPort();
            URI ready = URI.create("http://127.0.0.1:" + port + "/observe/health/ready?exposureLevel=full");

            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(ready).build(), BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("context").doesNotContain("UNKNOWN");
        }
    }

    @Test
    void looksAgainWhenTheObjectHasWaitedLongEnough() throws Exception {
        Map<String, String> properties = new LinkedHashMap<>(SELDOM);
        properties.put("claim.linger", "3s");
        try (TestLoader loader = loader(properties)) {
            tellOfObjects();
            Instant put = land("landing/orders/1");
            Instant formed = formedAt("landing/orders/1");
            // S3 tells when an object was put to the second.
            assertThat(Duration.between(put, formed)).isBetween(Duration.ofMillis(1900), Duration.ofMinutes(1));
            // While the batch before it is under way there is no look that could see this one wait.
            put = land("landing/orders/2");
            assertThat(Duration.between(put, formedAt("landing/orders/2")))
                    .isBetween(Duration.ofMillis(1900), Duration.ofMinutes(1));
        }
    }

    @Test
    void findsEveryObjectWhateverBecomesOfItsMessage() throws Exception {
        try (TestLoader loader = loader(SELDOM)) {
            tellOfObjects();
            stack.s3().events().repeatEvery(2);
            stack.s3().events().delayUpTo(Duration.ofMillis(500), 7);
            List<String> keys = new ArrayList<>(List.of("landing/orders/a b+c%41/é \"'.csv", "landing/orders/plain"));
            IntStream.range(0, 20).forEach(i -> keys.add("landing/orders/" + i));
            for (int i = 0; i < keys.size(); i++) {
                stack.put(keys.get(i), order("O-" + i));
            }
            upload("landing/orders/parts", order("O-parts"));
            stack.awaitQuiet();
            awaitEmptyQueue();
            assertThat(stack.number("select count(*) from mart.orders")).isEqualTo(keys.size() + 1);
            assertThat(stack.number("select count(*) from control.loaded_objects"))
                    .isEqualTo(keys.size() + 1);
        }
    }

    @Test
    void findsAnObjectWhoseMessageIsLostWithTheNextOne() throws Exception {
        try (TestLoader loader = loader(SELDOM)) {
            tellOfObjects();
            land("landing/orders/warm-up");
            stack.s3().events().dropEvery(1);
            stack.put("landing/orders/lost", order("O-lost"));
            stack.s3().events().dropEvery(0);
            stack.put("landing/customers/told", "C-1,Ann,a@example.com,GB,upsert,2026-11-20T10:00:00Z");
            stack.awaitQuiet();
        }
        assertThat(stack.number("select count(*) from mart.orders where order_id = 'O-lost'"))
                .isEqualTo(1);
    }

    @Test
    void deletesAndCountsWhatItCannotUse() throws Exception {
        try (TestLoader loader = loader(SELDOM)) {
            tellOfObjects();
            for (String message : List.of("no JSON", "{\"Records\":[{}]}", "[".repeat(10_000), "{\"Records\":[]}")) {
                client.sendMessage(request -> request.queueUrl(queue).messageBody(message));
            }
            stack.put("landing/unknown/1", "x");
            awaitEmptyQueue();
            Awaitility.await().until(() -> messages(loader, "other") == 2);
            assertThat(messages(loader, "malformed")).isEqualTo(3);
            assertThat(messages(loader, "test")).isEqualTo(1);
            assertThat(messages(loader, "landed")).isZero();
            land("landing/orders/after");
        }
    }

    @Test
    void makesFewLooksOfManyMessages() throws Exception {
        String message = "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"lake\"},"
                + "\"object\":{\"key\":\"landing/orders/gone\"}}}]}";
        for (int i = 0; i < 300; i++) {
            client.sendMessageBatch(request -> request.queueUrl(queue)
                    .entries(IntStream.range(0, 10)
                            .mapToObj(n -> SendMessageBatchRequestEntry.builder()
                                    .id("m" + n)
                                    .messageBody(message)
                                    .build())
                            .toList()));
        }
        Instant begun = Instant.now();
        try (TestLoader loader = loader(SELDOM)) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> messages(loader, "landed") >= 3_000);
            long seconds = Duration.between(begun, Instant.now()).toSeconds() + 1;
            // One at the start, then one each half second.
            assertThat(looks(loader)).isBetween(1.0, 2.0 + 2 * seconds);
        }
    }

    @Test
    void pollsWhileTheQueueIsAwayAndListensWhenItIsBack() throws Exception {
        int port = sqs.endpoint().getPort();
        sqs.close();
        try (CapturedLog log = CapturedLog.of(QueueWatch.class);
                TestLoader loader = loader(Map.of("claim.poll", "200ms"))) {
            Awaitility.await().until(() -> away(loader) > 0);
            land("landing/orders/1");
            assertThat(HealthCheckHelper.invokeReadiness(loader.main().getCamelContext()))
                    .noneMatch(check -> check.getState() == HealthCheck.State.DOWN);
            assertThat(log.lines())
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("WARN")
                    .contains("claim.poll");

            sqs = LocalSqs.start(port);
            assertThat(sqs.createQueue("landed", Duration.ofSeconds(2))).isEqualTo(queue);
            tellOfObjects();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> messages(loader, "test") == 1);
            // A poll is over when its messages are dealt with.
            Awaitility.await().until(() -> away(loader) == 0);
            assertThat(log.lines()).hasSize(2).last().asString().startsWith("INFO");
        }
    }

    @Test
    void stopsAtOnceWhileItWaitsForMessages() throws Exception {
        TestLoader loader = loader(Map.of("claim.poll", "10m", "camel.main.shutdown-timeout", "60"));
        tellOfObjects();
        Awaitility.await().until(() -> messages(loader, "test") == 1);
        Instant begun = Instant.now();
        loader.close();
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(30));
    }

    private TestLoader loader(Map<String, String> properties) throws Exception {
        Map<String, String> all = new LinkedHashMap<>(properties);
        all.put("notify.queue", queue);
        return stack.loader(all);
    }

    private void tellOfObjects() {
        stack.s3().events().sendTo(client, queue, "landing/");
    }

    /** Puts an order and waits until it has gone through; when it was put. */
    private Instant land(String key) {
        stack.put(key, order("O-1"));
        Instant put = Instant.now();
        stack.awaitQuiet();
        return put;
    }

    private static String order(String id) {
        return id + ",C-1,tea,1,9.99,2026-11-20T10:00:00Z,2026-11-20T10:00:00Z";
    }

    private void upload(String key, String line) {
        try (S3Client s3 = stack.s3().client()) {
            String upload = s3.createMultipartUpload(
                            request -> request.bucket("lake").key(key))
                    .uploadId();
            String etag = s3.uploadPart(
                            request -> request.bucket("lake")
                                    .key(key)
                                    .uploadId(upload)
                                    .partNumber(1),
                            RequestBody.fromString(line + "\n"))
                    .eTag();
            s3.completeMultipartUpload(request -> request.bucket("lake")
                    .key(key)
                    .uploadId(upload)
                    .multipartUpload(parts -> parts.parts(
                            CompletedPart.builder().partNumber(1).eTag(etag).build())));
        }
    }

    /** When the batch of an object was formed, by its finished manifest. */
    private Instant formedAt(String landingKey) throws IOException {
        String batch =
                stack.one("select batch_id from control.loaded_objects where landing_key = '" + landingKey + "'");
        return Instant.parse(new JsonMapper()
                .readTree(stack.get("processed/_batches/" + batch + ".json"))
                .at("/manifest/formedAt")
                .asText());
    }

    private void awaitEmptyQueue() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> client
                                .getQueueAttributes(
                                        request -> request.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
                                .attributes()
                                .entrySet()
                                .stream()
                                .filter(attribute ->
                                        attribute.getKey().toString().startsWith("ApproximateNumberOfMessages"))
                                .mapToInt(attribute -> Integer.parseInt(attribute.getValue()))
                                .sum()
                        == 0);
    }

    private static double messages(TestLoader loader, String kind) {
        return meters(loader)
                .get("snowline.notify.messages")
                .tag("kind", kind)
                .counter()
                .count();
    }

    private static double away(TestLoader loader) {
        return meters(loader).get("snowline.notify.away").timeGauge().value();
    }

    private static double looks(TestLoader loader) {
        return meters(loader)
                .get("camel.exchanges.total")
                .tag("routeId", "claim")
                .counter()
                .count();
    }

    private static MeterRegistry meters(TestLoader loader) {
        return loader.main()
                .getCamelContext()
                .getRegistry()
                .lookupByNameAndType(MicrometerConstants.METRICS_REGISTRY_NAME, MeterRegistry.class);
    }
}
