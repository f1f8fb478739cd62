package local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.delivery.SetClock;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamDescription;

class LocalKinesisTest {
    private static final BigInteger MIDDLE = BigInteger.ONE.shiftLeft(127);

    @TempDir
    private Path directory;

    private final SetClock clock = new SetClock();
    private LocalKinesis kinesis;
    private KinesisClient client;

    @BeforeEach
    void start() throws IOException {
        open();
        client.createStream(request -> request.streamName("posts").shardCount(2));
    }

    private void open() throws IOException {
        kinesis = LocalKinesis.in(directory, 0, clock);
        client = client(kinesis);
    }

    private static KinesisClient client(LocalKinesis kinesis) {
        return kinesis.clientBuilder()
                .overrideConfiguration(config -> config.retryStrategy(retries -> retries.maxAttempts(1)))
                .build();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        kinesis.close();
    }

    @Test
    void givesBackTheBytesThatWerePutInTheOrderOfTheirSequenceNumbers() {
        byte[] bytes = new byte[1000];
        new Random(1).nextBytes(bytes);
        String first = put("a", bytes).sequenceNumber();
        String second = put("a", "second\n".getBytes(StandardCharsets.UTF_8)).sequenceNumber();

        List<Record> records = all();

        assertThat(records).hasSize(2);
        assertThat(records.get(0).data().asByteArray()).isEqualTo(bytes);
        assertThat(records.get(0).partitionKey()).isEqualTo("a");
        assertThat(records.get(0).approximateArrivalTimestamp()).isEqualTo(clock.instant());
        assertThat(records.get(1).data().asUtf8String()).isEqualTo("second\n");
        assertThat(records).extracting(Record::sequenceNumber).containsExactly(first, second);
        assertThat(new BigInteger(second)).isGreaterThan(new BigInteger(first));
    }

    @Test
    void sendsAKeyToTheShardOfItsHash() {
        assertThat(put("a", "x").shardId()).isEqualTo(put("a", "y").shardId());
        List<String> shards = IntStream.range(0, 1000)
                .mapToObj(i -> put("key" + i, "x").shardId())
                .toList();
        assertThat(shards.stream().filter("shardId-000000000000"::equals).count())
                .isBetween(430L, 570L);
        // The MD5 of "a" is 0cc1…, of "b" 92eb….
        assertThat(put("a", "x").shardId()).isEqualTo("shardId-000000000000");
        assertThat(put("b", "x").shardId()).isEqualTo("shardId-000000000001");
        assertThat(client.putRecord(request -> request.streamName("posts")
                                .partitionKey("a")
                                .explicitHashKey(MIDDLE.toString())
                                .data(SdkBytes.fromUtf8String("x")))
                        .shardId())
                .isEqualTo("shardId-000000000001");
    }

    @Test
    void readsFromEachKindOfPlace() {
        String first = put("a", "1").sequenceNumber();
        clock.advance(Duration.ofSeconds(10));
        Instant then = clock.instant();
        String second = put("a", "2").sequenceNumber();
        String shard = "shardId-000000000000";

        assertThat(texts(read(shard, ShardIteratorType.TRIM_HORIZON, null))).containsExactly("1", "2");
        assertThat(texts(read(shard, ShardIteratorType.AT_SEQUENCE_NUMBER, first)))
                .containsExactly("1", "2");
        assertThat(texts(read(shard, ShardIteratorType.AFTER_SEQUENCE_NUMBER, first)))
                .containsExactly("2");
        assertThat(texts(read(shard, ShardIteratorType.AFTER_SEQUENCE_NUMBER, second)))
                .isEmpty();
        String since = client.getShardIterator(request -> request.streamName("posts")
                        .shardId(shard)
                        .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(then))
                .shardIterator();
        assertThat(texts(client.getRecords(request -> request.shardIterator(since))))
                .containsExactly("2");
        String latest = iterator(shard, ShardIteratorType.LATEST, null);
        put("a", "3");
        assertThat(texts(client.getRecords(request -> request.shardIterator(latest))))
                .containsExactly("3");
    }

    @Test
    void readsInPages() {
        IntStream.range(0, 5).forEach(i -> put("a", Integer.toString(i)));
        clock.advance(Duration.ofMillis(700));
        GetRecordsResponse page = client.getRecords(
                request -> request.shardIterator(iterator("shardId-000000000000", ShardIteratorType.TRIM_HORIZON, null))
                        .limit(3));
        assertThat(texts(page)).containsExactly("0", "1", "2");
        assertThat(page.millisBehindLatest()).isEqualTo(700);
        GetRecordsResponse rest = client.getRecords(request -> request.shardIterator(page.nextShardIterator()));
        assertThat(texts(rest)).containsExactly("3", "4");
        assertThat(rest.millisBehindLatest()).isZero();
    }

    @Test
    void refusesAnIteratorOfMoreThanFiveMinutes() {
        String iterator = iterator("shardId-000000000000", ShardIteratorType.LATEST, null);
        clock.advance(Duration.ofMinutes(5));
        assertThat(client.getRecords(request -> request.shardIterator(iterator)).records())
                .isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThatThrownBy(() -> client.getRecords(request -> request.shardIterator(iterator)))
                .isInstanceOf(ExpiredIteratorException.class);
    }

    @Test
    void forgetsWhatIsOlderThanADay() {
        put("a", "old");
        clock.advance(Duration.ofHours(23));
        put("a", "young");
        clock.advance(Duration.ofHours(1).plusMillis(1));
        assertThat(texts(all())).containsExactly("young");
    }

    @Test
    void splitsAShardIntoTwoThatGoOnWhereItEnded() {
        put("a", "before");
        client.splitShard(request -> request.streamName("posts")
                .shardToSplit("shardId-000000000000")
                .newStartingHashKey(MIDDLE.shiftRight(1).toString()));

        assertThat(put("a", "after").shardId()).isEqualTo("shardId-000000000002");
        GetRecordsResponse last = read("shardId-000000000000", ShardIteratorType.TRIM_HORIZON, null);
        assertThat(texts(last)).containsExactly("before");
        assertThat(last.nextShardIterator()).isNull();
        assertThat(last.childShards())
                .extracting(child -> child.shardId())
                .containsExactly("shardId-000000000002", "shardId-000000000003");
        List<Shard> shards = shards();
        assertThat(shards).hasSize(4);
        assertThat(shards.get(0).sequenceNumberRange().endingSequenceNumber()).isNotNull();
        assertThat(shards.get(2).parentShardId()).isEqualTo("shardId-000000000000");
        assertThat(shards.get(2).hashKeyRange().startingHashKey()).isEqualTo("0");
        assertThat(shards.get(3).hashKeyRange().endingHashKey())
                .isEqualTo(shards.get(0).hashKeyRange().endingHashKey());
    }

    @Test
    void mergesTwoShardsIntoOne() {
        client.mergeShards(request -> request.streamName("posts")
                .shardToMerge("shardId-000000000001")
                .adjacentShardToMerge("shardId-000000000000"));

        assertThat(put("a", "x").shardId()).isEqualTo("shardId-000000000002");
        assertThat(put("b", "x").shardId()).isEqualTo("shardId-000000000002");
        Shard child = shards().get(2);
        assertThat(List.of(child.parentShardId(), child.adjacentParentShardId()))
                .containsExactly("shardId-000000000001", "shardId-000000000000");
        assertThat(client.describeStreamSummary(request -> request.streamName("posts"))
                        .streamDescriptionSummary()
                        .openShardCount())
                .isOne();
        assertThatThrownBy(() -> client.splitShard(request -> request.streamName("posts")
                        .shardToSplit("shardId-000000000001")
                        .newStartingHashKey("7")))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void refusesWhatIsBeyondItsLimits() {
        assertThatThrownBy(() -> putAll(501, 10)).isInstanceOf(KinesisException.class);
        assertThatThrownBy(() -> putAll(6, 1_000_000)).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> put("a", new byte[1024 * 1024])).isInstanceOf(KinesisException.class);
        assertThatThrownBy(() -> put("a".repeat(257), "x")).isInstanceOf(KinesisException.class);
        assertThat(all()).isEmpty();

        assertThat(put("a", new byte[1024 * 1024 - 1]).sequenceNumber()).isNotEmpty();
        assertThat(putAll(500, 10).failedRecordCount()).isZero();
        assertThat(putAll(5, 1_000_000).failedRecordCount()).isZero();
        assertThat(all()).hasSize(506);
    }

    @Test
    void refusesWhatAShardCannotTakeInASecond() {
        kinesis.mishaps().limitShards(true);
        assertThat(putAll(500, 10).failedRecordCount()).isZero();
        // The same keys each time, so that one shard is full before the other.
        PutRecordsResponse over = putAll(500, 10);
        for (int i = 0; i < 4; i++) {
            over = putAll(500, 10);
        }
        assertThat(over.failedRecordCount()).isEqualTo(500);
        assertThat(over.records())
                .extracting(PutRecordsResultEntry::errorCode)
                .containsOnly("ProvisionedThroughputExceededException");
        assertThat(all()).hasSize(2000);
        assertThatThrownBy(() -> put("a", "x")).isInstanceOf(ProvisionedThroughputExceededException.class);
        clock.advance(Duration.ofSeconds(1));
        assertThat(putAll(5, 1_000_000).failedRecordCount())
                .as("2 shards of 1 MiB each")
                .isEqualTo(3);
    }

    @Test
    void refusesSomeRecordsOfACall() {
        kinesis.mishaps().refuseEveryRecord(3);
        PutRecordsResponse answer = putAll(9, 10);
        assertThat(answer.failedRecordCount()).isEqualTo(3);
        List<Integer> refused = IntStream.range(0, 9)
                .filter(i -> answer.records().get(i).errorCode() != null)
                .boxed()
                .toList();
        assertThat(refused).containsExactly(2, 5, 8);
        assertThat(answer.records().get(2).sequenceNumber()).isNull();
        assertThat(all()).hasSize(6);
    }

    @Test
    void refusesAndBreaksWholeCalls() {
        kinesis.mishaps().refuseCalls(500, 1);
        assertThatThrownBy(() -> put("a", "x"))
                .isInstanceOfSatisfying(
                        KinesisException.class, e -> assertThat(e.statusCode()).isEqualTo(500));
        kinesis.mishaps().closeBeforeStoring(1);
        assertThatThrownBy(() -> put("a", "x")).isInstanceOf(SdkClientException.class);
        assertThat(all()).isEmpty();
        kinesis.mishaps().closeAfterStoring(1);
        assertThatThrownBy(() -> put("a", "stored")).isInstanceOf(SdkClientException.class);
        assertThat(texts(all())).containsExactly("stored");
    }

    @Test
    void strikesAShareOfTheCalls() {
        kinesis.mishaps().strikeShareOfCalls(0.5, 7);
        long failed = IntStream.range(0, 100)
                .filter(i -> {
                    try {
                        put("a", "x");
                        return false;
                    } catch (KinesisException | SdkClientException e) {
                        return true;
                    }
                })
                .count();
        assertThat(failed).isBetween(30L, 70L);
        assertThat(kinesis.records("posts")).isGreaterThan(100 - failed);
        kinesis.mishaps().end();
        put("a", "x");
    }

    @Test
    void keepsRecordsAndShardsOverARestart() throws IOException {
        String sequence = put("a", "kept").sequenceNumber();
        client.splitShard(request ->
                request.streamName("posts").shardToSplit("shardId-000000000000").newStartingHashKey("7"));
        List<Shard> shards = shards();
        StreamDescription description =
                client.describeStream(request -> request.streamName("posts")).streamDescription();
        stop();
        // What a process that was killed has left of a record.
        Files.write(directory.resolve("posts.stream"), new byte[] {0, 0, 1, 0, 1, 2, 3}, StandardOpenOption.APPEND);

        open();

        assertThat(shards()).isEqualTo(shards);
        assertThat(client.describeStream(request -> request.streamName("posts")).streamDescription())
                .isEqualTo(description);
        assertThat(texts(all())).containsExactly("kept");
        assertThat(new BigInteger(put("a", "new").sequenceNumber())).isGreaterThan(new BigInteger(sequence));
        assertThat(texts(all())).containsExactly("kept", "new");
    }

    @Test
    void namesItsStreams() {
        client.createStream(request -> request.streamName("other"));
        assertThat(client.listStreams().streamNames()).containsExactly("other", "posts");
        assertThatThrownBy(() -> client.createStream(
                        request -> request.streamName("other").shardCount(1)))
                .isInstanceOf(ResourceInUseException.class);
        client.deleteStream(request -> request.streamName("other"));
        assertThat(client.listStreams().streamNames()).containsExactly("posts");
        assertThatThrownBy(() -> client.describeStream(request -> request.streamName("other")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client.createStream(
                        request -> request.streamName("../x").shardCount(1)))
                .isInstanceOf(KinesisException.class);
    }

    @Test
    void listsShardsInPages() {
        var page = client.listShards(request -> request.streamName("posts").maxResults(1));
        assertThat(page.shards()).extracting(Shard::shardId).containsExactly("shardId-000000000000");
        var next = client.listShards(request -> request.nextToken(page.nextToken()));
        assertThat(next.shards()).extracting(Shard::shardId).containsExactly("shardId-000000000001");
        assertThat(next.nextToken()).isNull();
    }

    @Test
    void speaksJsonToo() throws Exception {
        JsonNode put = json("PutRecord", "{\"StreamName\":\"posts\",\"PartitionKey\":\"a\",\"Data\":\"aGVsbG8K\"}");
        assertThat(put.path("ShardId").asText()).isEqualTo("shardId-000000000000");
        assertThat(texts(all())).containsExactly("hello\n");
        JsonNode iterator = json(
                "GetShardIterator",
                "{\"StreamName\":\"posts\",\"ShardId\":\"shardId-000000000000\",\"ShardIteratorType\":\"AT_TIMESTAMP\",\"Timestamp\":"
                        + clock.instant().getEpochSecond() + "}");
        JsonNode page = json("GetRecords", "{\"ShardIterator\":" + iterator.path("ShardIterator") + "}");
        assertThat(page.path("Records").path(0).path("Data").asText()).isEqualTo("aGVsbG8K");
        assertThat(page.path("Records")
                        .path(0)
                        .path("ApproximateArrivalTimestamp")
                        .asDouble())
                .isEqualTo(clock.instant().toEpochMilli() / 1000.0);
        assertThat(json("PutRecord", "{").path("__type").asText()).isEqualTo("SerializationException");
        assertThat(json("Nothing", "{}").path("__type").asText()).isEqualTo("UnknownOperationException");
    }

    @Test
    void forgetsATemporaryServersStreams() throws IOException {
        try (LocalKinesis temporary = LocalKinesis.temporary();
                KinesisClient other = client(temporary)) {
            temporary.createStream("posts", 1);
            temporary.createStream("posts", 1);
            assertThat(other.listStreams().streamNames()).containsExactly("posts");
        }
        try (LocalKinesis temporary = LocalKinesis.temporary()) {
            assertThat(temporary.streams()).isEmpty();
        }
    }

    private JsonNode json(String operation, String body) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(kinesis.endpoint())
                                .header("X-Amz-Target", "Kinesis_20131202." + operation)
                                .header("Content-Type", "application/x-amz-json-1.1")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-amz-json-1.1");
        return new JsonMapper().readTree(answer.body());
    }

    private PutRecordResponse put(String key, String data) {
        return put(key, data.getBytes(StandardCharsets.UTF_8));
    }

    private PutRecordResponse put(String key, byte[] data) {
        return client.putRecord(
                request -> request.streamName("posts").partitionKey(key).data(SdkBytes.fromByteArray(data)));
    }

    private PutRecordsResponse putAll(int count, int bytes) {
        List<PutRecordsRequestEntry> entries = IntStream.range(0, count)
                .mapToObj(i -> PutRecordsRequestEntry.builder()
                        .partitionKey("key" + i)
                        .data(SdkBytes.fromByteArray(new byte[bytes]))
                        .build())
                .toList();
        return client.putRecords(request -> request.streamName("posts").records(entries));
    }

    private List<Shard> shards() {
        return client.listShards(request -> request.streamName("posts")).shards();
    }

    private List<Record> all() {
        List<Record> all = new ArrayList<>();
        for (String shard : new TreeSet<>(shards().stream().map(Shard::shardId).toList())) {
            String next = iterator(shard, ShardIteratorType.TRIM_HORIZON, null);
            GetRecordsResponse page;
            do {
                String from = next;
                page = client.getRecords(request -> request.shardIterator(from));
                all.addAll(page.records());
                next = page.nextShardIterator();
            } while (next != null && !page.records().isEmpty());
        }
        return all;
    }

    private GetRecordsResponse read(String shard, ShardIteratorType type, String sequence) {
        return client.getRecords(request -> request.shardIterator(iterator(shard, type, sequence)));
    }

    private String iterator(String shard, ShardIteratorType type, String sequence) {
        return client.getShardIterator(request -> request.streamName("posts")
                        .shardId(shard)
                        .shardIteratorType(type)
                        .startingSequenceNumber(sequence))
                .shardIterator();
    }

    private static List<String> texts(GetRecordsResponse page) {
        return texts(page.records());
    }

    private static List<String> texts(List<Record> records) {
        return records.stream().map(record -> record.data().asUtf8String()).toList();
    }
}
