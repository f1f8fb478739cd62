package local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import local.sqs.LocalSqs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

@Timeout(180)
class S3EventsTest {
    private static final Duration HIDDEN = Duration.ofSeconds(60);

    private static LocalSqs sqs;
    private static SqsClient messages;
    private static int queues;

    private LocalS3 s3;
    private S3Client objects;
    private String queue;
    private final List<JsonNode> received = new ArrayList<>();

    @BeforeAll
    static void startQueues() {
        sqs = LocalSqs.start();
        messages = sqs.client();
    }

    @AfterAll
    static void stopQueues() {
        messages.close();
        sqs.close();
    }

    @BeforeEach
    void start() throws IOException {
        s3 = LocalS3.inMemory("lake");
        objects = s3.client();
        queue = sqs.createQueue("events" + queues++, HIDDEN);
        s3.events().sendTo(messages, queue, "landing/");
        receive(1);
    }

    @AfterEach
    void stop() throws IOException {
        objects.close();
        s3.close();
    }

    @Test
    void beginsWithATestEvent() {
        JsonNode event = received.get(0);
        assertThat(event.path("Event").asText()).isEqualTo("s3:TestEvent");
        assertThat(event.path("Bucket").asText()).isEqualTo("lake");
        assertThat(event.has("Records")).isFalse();
    }

    @Test
    void tellsOfAnObjectThatWasPut() {
        put("landing/orders/a.csv", "hello");
        put("elsewhere/b.csv", "hello");
        put("landing/orders/c.csv", "hello!");

        receive(3);

        JsonNode event = received.get(1).path("Records").path(0);
        assertThat(event.path("eventName").asText()).isEqualTo("ObjectCreated:Put");
        assertThat(event.path("eventSource").asText()).isEqualTo("aws:s3");
        assertThat(event.path("s3").path("bucket").path("name").asText()).isEqualTo("lake");
        JsonNode object = event.path("s3").path("object");
        assertThat(object.path("key").asText()).isEqualTo("landing/orders/a.csv");
        assertThat(object.path("size").asLong()).isEqualTo(5);
        assertThat(object.path("eTag").asText()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
        JsonNode next = received.get(2).path("Records").path(0).path("s3").path("object");
        assertThat(next.path("key").asText()).isEqualTo("landing/orders/c.csv");
        assertThat(next.path("sequencer").asText())
                .isGreaterThan(object.path("sequencer").asText());
    }

    @Test
    void encodesKeysAsAFormDoes() {
        put("landing/orders/a b+c=ü%2F.csv", "x");
        receive(2);
        assertThat(keys().get(0)).isEqualTo("landing/orders/a+b%2Bc%3D%C3%BC%252F.csv");
    }

    @Test
    void namesCopiesAndMultipartUploads() {
        put("elsewhere/a", "x");
        objects.copyObject(request -> request.sourceBucket("lake")
                .sourceKey("elsewhere/a")
                .destinationBucket("lake")
                .destinationKey("landing/copy"));
        String upload = objects.createMultipartUpload(
                        request -> request.bucket("lake").key("landing/parts"))
                .uploadId();
        String etag = objects.uploadPart(
                        request -> request.bucket("lake")
                                .key("landing/parts")
                                .uploadId(upload)
                                .partNumber(1),
                        RequestBody.fromString("part"))
                .eTag();
        objects.completeMultipartUpload(request -> request.bucket("lake")
                .key("landing/parts")
                .uploadId(upload)
                .multipartUpload(parts -> parts.parts(
                        CompletedPart.builder().partNumber(1).eTag(etag).build())));
        put("landing/last", "x");

        receive(4);

        assertThat(received.stream()
                        .skip(1)
                        .map(event ->
                                event.path("Records").path(0).path("eventName").asText()))
                .containsExactly("ObjectCreated:Copy", "ObjectCreated:CompleteMultipartUpload", "ObjectCreated:Put");
    }

    @Test
    void tellsNothingOfAWriteThatFailed() {
        put("landing/a", "x");
        assertThat(catchThrowable(() -> objects.putObject(
                        request -> request.bucket("lake").key("landing/a").ifNoneMatch("*"),
                        RequestBody.fromString("y"))))
                .isNotNull();
        put("landing/b", "x");
        receive(3);
        assertThat(keys()).containsExactly("landing/a", "landing/b");
    }

    @Test
    void repeatsAndDropsAndMixesUpOnRequest() {
        s3.events().repeatEvery(2);
        put("landing/1", "x");
        put("landing/2", "x");
        receive(4);
        assertThat(keys()).containsExactly("landing/1", "landing/2", "landing/2");

        s3.events().repeatEvery(0);
        s3.events().dropEvery(2);
        put("landing/3", "x");
        put("landing/4", "x");
        put("landing/5", "x");
        receive(6);
        assertThat(keys().subList(3, 5)).containsExactly("landing/3", "landing/5");

        s3.events().dropEvery(0);
        s3.events().delayUpTo(Duration.ofMillis(300), 1);
        List<String> mixed =
                IntStream.range(10, 30).mapToObj(i -> "landing/" + i).toList();
        mixed.forEach(key -> put(key, "x"));
        receive(26);
        assertThat(keys().subList(5, 25))
                .containsExactlyInAnyOrderElementsOf(mixed)
                .isNotEqualTo(mixed);
    }

    private void put(String key, String content) {
        objects.putObject(request -> request.bucket("lake").key(key), RequestBody.fromString(content));
    }

    private List<String> keys() {
        return received.stream()
                .skip(1)
                .map(event -> event.path("Records")
                        .path(0)
                        .path("s3")
                        .path("object")
                        .path("key")
                        .asText())
                .toList();
    }

    /** Waits for so many messages since the start, and sees that no more are waiting. */
    private void receive(int count) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            poll(1);
            return received.size() >= count;
        });
        poll(0);
        assertThat(received).hasSize(count);
    }

    private void poll(int seconds) {
        List<Message> some = messages.receiveMessage(request ->
                        request.queueUrl(queue).maxNumberOfMessages(10).waitTimeSeconds(seconds))
                .messages();
        for (Message message : some) {
            try {
                received.add(new JsonMapper().readTree(message.body()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            messages.deleteMessage(request -> request.queueUrl(queue).receiptHandle(message.receiptHandle()));
        }
    }
}
