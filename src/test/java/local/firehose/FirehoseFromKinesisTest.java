package local.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import local.kinesis.LocalKinesis;
import local.s3.LocalS3;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamType;
import software.amazon.awssdk.services.firehose.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

@Timeout(180)
class FirehoseFromKinesisTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String STREAM = "snowline-posts";
    private static final int KEYS = 8;

    @TempDir
    private Path directory;

    private LocalS3 s3;
    private S3Client objects;
    private LocalKinesis kinesis;
    private KinesisClient producer;
    private LocalFirehose firehose;
    private final Set<String> seen = new HashSet<>();
    private final StringBuilder delivered = new StringBuilder();
    private int next;

    @BeforeEach
    void start() throws IOException {
        s3 = LocalS3.inMemory("lake");
        objects = s3.client();
        kinesis = LocalKinesis.in(directory.resolve("kinesis"), 0, Clock.systemUTC());
        producer = kinesis.client();
        kinesis.createStream("posts", 2);
        put("a", "before the delivery stream was made\n");
        // Records of the same millisecond would be read, too.
        long stored = System.currentTimeMillis();
        await().pollInterval(Duration.ofMillis(2)).until(() -> System.currentTimeMillis() > stored);
        startFirehose();
    }

    private void startFirehose() throws IOException {
        DeliveryStream stream =
                new DeliveryStream(STREAM, "lake", "landing/", 64 << 20, DeliveryStream.MAX_BUFFER_AGE, false);
        firehose = new LocalFirehose(
                0, List.of(stream.from("posts")), directory.resolve("spool"), objects, producer, Clock.systemUTC());
    }

    @AfterEach
    void stop() throws IOException {
        firehose.close();
        producer.close();
        kinesis.close();
        objects.close();
        s3.close();
    }

    @Test
    void joinsRecordsWithNothingBetweenThem() throws Exception {
        put("a", "one\n");
        put("a", "two, without an end");
        put("a", "three\n");
        assertThat(delivered()).isEqualTo("one\ntwo, without an endthree\n");
    }

    @Test
    void readsEveryShard() throws Exception {
        for (int i = 0; i < 100; i++) {
            put("key" + i, i + "\n");
        }
        assertThat(delivered().lines().map(Integer::parseInt))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 100).boxed().toList());
        assertThat(firehose.recordsOfSource(STREAM)).isEqualTo(100);
    }

    @Test
    void readsParentsBeforeTheirChildren() throws Exception {
        putNumbered(200);
        producer.splitShard(request -> request.streamName("posts")
                .shardToSplit("shardId-000000000000")
                .newStartingHashKey("1000000000000000000000000000000000000"));
        putNumbered(200);
        producer.mergeShards(request -> request.streamName("posts")
                .shardToMerge("shardId-000000000003")
                .adjacentShardToMerge("shardId-000000000001"));
        putNumbered(200);
        producer.mergeShards(request -> request.streamName("posts")
                .shardToMerge("shardId-000000000002")
                .adjacentShardToMerge("shardId-000000000004"));
        putNumbered(200);

        List<Integer> numbers = delivered().lines().map(Integer::parseInt).toList();

        assertThat(numbers).hasSize(800).doesNotHaveDuplicates();
        for (int key = 0; key < KEYS; key++) {
            int mine = key;
            assertThat(numbers.stream().filter(number -> number % KEYS == mine)).isSorted();
        }
    }

    @Test
    void goesOnWhereItWas() throws Exception {
        put("a", "1\n");
        assertThat(delivered()).isEqualTo("1\n");
        firehose.close();
        put("a", "2\n");
        startFirehose();
        assertThat(delivered()).isEqualTo("1\n2\n");
    }

    @Test
    void readsTheLastRecordsAgainOnRequest() throws Exception {
        put("a", "1\n");
        assertThat(delivered()).isEqualTo("1\n");
        put("a", "2\n");
        assertThat(delivered()).isEqualTo("1\n2\n");
        firehose.readSourceAgain(STREAM);
        await().atMost(SOON).until(() -> firehose.recordsOfSource(STREAM) == 3);
        assertThat(delivered()).isEqualTo("1\n2\n2\n");
    }

    @Test
    void waitsForKinesisToComeBack() throws Exception {
        put("a", "1\n");
        int port = kinesis.endpoint().getPort();
        kinesis.close();
        kinesis = LocalKinesis.in(directory.resolve("kinesis"), port, Clock.systemUTC());
        put("a", "2\n");
        assertThat(delivered()).isEqualTo("1\n2\n");
    }

    @Test
    void takesNoRecordsDirectly() {
        try (FirehoseClient client = firehose.client()) {
            assertThat(client.describeDeliveryStream(request -> request.deliveryStreamName(STREAM))
                            .deliveryStreamDescription()
                            .deliveryStreamType())
                    .isEqualTo(DeliveryStreamType.KINESIS_STREAM_AS_SOURCE);
            assertThatThrownBy(() -> client.putRecord(request -> request.deliveryStreamName(STREAM)
                            .record(record -> record.data(SdkBytes.fromUtf8String("x\n")))))
                    .isInstanceOf(InvalidArgumentException.class);
        }
    }

    private void put(String key, String data) {
        producer.putRecord(
                request -> request.streamName("posts").partitionKey(key).data(SdkBytes.fromUtf8String(data)));
    }

    /** Puts growing numbers; those with the same remainder have the same key. */
    private void putNumbered(int count) {
        for (int end = next + count; next < end; next++) {
            put("key" + next % KEYS, next + "\n");
        }
    }

    /** The content of all objects, those that earlier calls saw first. */
    private String delivered() throws Exception {
        firehose.flush(SOON);
        objects.listObjectsV2(request -> request.bucket("lake")).contents().stream()
                .map(S3Object::key)
                .filter(seen::add)
                .forEach(key -> delivered.append(objects.getObjectAsBytes(
                                request -> request.bucket("lake").key(key))
                        .asString(StandardCharsets.UTF_8)));
        return delivered.toString();
    }
}
