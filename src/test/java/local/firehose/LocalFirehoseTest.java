package local.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import local.s3.LocalS3;
import local.wire.Answer;
import local.wire.Fault;
import local.wire.Hold;
import local.wire.Request;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.FirehoseException;
import software.amazon.awssdk.services.firehose.model.InvalidArgumentException;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.firehose.model.ResourceNotFoundException;
import software.amazon.awssdk.services.firehose.model.ServiceUnavailableException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

@Timeout(180)
class LocalFirehoseTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration NEVER = DeliveryStream.MAX_BUFFER_AGE;
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-20T12:34:56.789Z"), ZoneOffset.UTC);
    private static final String UUID_PATTERN = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    @TempDir
    Path spool;

    private LocalS3 s3;
    private S3Client objects;
    private LocalFirehose firehose;
    private FirehoseClient client;

    @BeforeEach
    void start() throws IOException {
        s3 = LocalS3.inMemory("lake");
        objects = s3.client();
        serve(stream("orders", 1024 * 1024, NEVER, true), stream("plain", 1024 * 1024, NEVER, false));
    }

    @AfterEach
    void stop() throws IOException {
        stopServing();
        objects.close();
        s3.close();
    }

    private void serve(DeliveryStream... streams) throws IOException {
        firehose = new LocalFirehose(0, List.of(streams), spool, objects, NOON);
        client = clientOf(firehose);
    }

    private void stopServing() {
        client.close();
        firehose.close();
    }

    private static FirehoseClient clientOf(LocalFirehose firehose) {
        return firehose.clientBuilder()
                .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
                .build();
    }

    private static DeliveryStream stream(String name, long bytes, Duration age, boolean gzip) {
        return new DeliveryStream(name, "lake", "landing/" + name + "/", bytes, age, gzip);
    }

    @Test
    void deliversRecordsAsTheyAreUnderTheDocumentedKey() throws Exception {
        put("orders", "a\n");
        PutRecordBatchResponse answer = putBatch("orders", "b\n", "no newline", "ü\n");
        firehose.flush(SOON);

        assertThat(answer.failedPutCount()).isZero();
        assertThat(answer.requestResponses())
                .hasSize(3)
                .extracting(PutRecordBatchResponseEntry::recordId)
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        assertThat(keys())
                .singleElement()
                .asString()
                .matches("landing/orders/2026/11/20/12/orders-1-2026-11-20-12-34-56-" + UUID_PATTERN + "\\.gz");
        assertThat(contents()).containsExactly("a\nb\nno newlineü\n");
        assertThat(objects.headObject(b -> b.bucket("lake").key(keys().get(0))).contentEncoding())
                .isEqualTo("gzip");
        assertThat(firehose.acceptedRecords()).isEqualTo(4);
        assertThat(firehose.deliveredObjects()).isEqualTo(1);
    }

    @Test
    void deliversUncompressedObjectsWithoutASuffix() throws Exception {
        put("plain", "a\n");
        firehose.flush(SOON);

        assertThat(keys()).singleElement().asString().doesNotEndWith(".gz").startsWith("landing/plain/2026/");
        assertThat(contents()).containsExactly("a\n");
    }

    @Test
    void expandsTimestampsInAPrefix() {
        ObjectName name = ObjectName.fresh(stream("orders", 1, NEVER, true), NOON.instant());

        assertThat(name.key(new DeliveryStream("orders", "lake", "a/!{timestamp:yyyy-MM}/b/", 1, NEVER, false)))
                .startsWith("a/2026-11/b/orders-1-");
        assertThatThrownBy(() ->
                        name.key(new DeliveryStream("orders", "lake", "!{firehose:random-string}/", 1, NEVER, false)))
                .hasMessageContaining("!{timestamp:…}");
    }

    @Test
    void deliversAFullBuffer() throws IOException {
        stopServing();
        serve(stream("orders", 100, NEVER, true));

        put("orders", "x".repeat(60));
        assertThat(keys()).isEmpty();
        put("orders", "y".repeat(60));

        Awaitility.await().untilAsserted(() -> assertThat(contents()).containsExactly("x".repeat(60) + "y".repeat(60)));
    }

    @Test
    void deliversAnOldBuffer() throws IOException {
        stopServing();
        serve(stream("orders", 1024, Duration.ofMillis(100), true));

        put("orders", "a\n");

        Awaitility.await().untilAsserted(() -> assertThat(contents()).containsExactly("a\n"));
    }

    @Test
    void describesItsStreams() {
        var description = client.describeDeliveryStream(b -> b.deliveryStreamName("orders"))
                .deliveryStreamDescription();

        assertThat(description.deliveryStreamStatusAsString()).isEqualTo("ACTIVE");
        var destination = description.destinations().get(0).extendedS3DestinationDescription();
        assertThat(destination.bucketARN()).isEqualTo("arn:aws:s3:::lake");
        assertThat(destination.prefix()).isEqualTo("landing/orders/");
        assertThat(destination.compressionFormatAsString()).isEqualTo("GZIP");
        assertThat(destination.bufferingHints().intervalInSeconds()).isEqualTo(900);
    }

    @Test
    void refusesAnUnknownStream() {
        assertThatThrownBy(() -> put("nobody", "a\n"))
                .asInstanceOf(type(ResourceNotFoundException.class))
                .extracting(FirehoseException::statusCode)
                .isEqualTo(400);
    }

    @Test
    void namesAnOperationItDoesNotKnow() {
        assertThatThrownBy(() -> client.listDeliveryStreams())
                .isInstanceOf(FirehoseException.class)
                .hasMessageContaining("ListDeliveryStreams");
    }

    @Test
    void keepsTheLimitsOfTheService() throws Exception {
        String[] most = IntStream.range(0, 500).mapToObj(i -> "x").toArray(String[]::new);
        String largest = "x".repeat(1_000 * 1024);
        assertThat(putBatch("plain", most).failedPutCount()).isZero();
        put("plain", largest);
        putBatch("plain", largest, largest, largest, largest);

        assertThatThrownBy(() -> putBatch(
                        "plain",
                        Stream.concat(Arrays.stream(most), Stream.of("x")).toArray(String[]::new)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("1 to 500");
        assertThatThrownBy(() -> put("plain", largest + "x"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("1024000 bytes");
        assertThatThrownBy(() -> putBatch("plain", largest, largest, largest, largest, largest))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("5120000 bytes, more than 4194304");
        assertThatThrownBy(() -> putBatch("plain")).isInstanceOf(InvalidArgumentException.class);

        firehose.flush(SOON);
        assertThat(String.join("", contents()).length()).isEqualTo(500 + 5 * largest.length());
    }

    @Test
    void answersABodyThatIsNotJson() throws IOException {
        String answer = raw("X-Amz-Target: Firehose_20150804.PutRecord", "{\"DeliveryStreamName");

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("SerializationException");
        assertThat(raw("X-Amz-Target: nonsense", "{}")).contains("UnknownOperationException");
    }

    @Test
    void refusesEachKthRecordAtItsIndex() throws Exception {
        firehose.mishaps().refuseEveryRecord(3);

        PutRecordBatchResponse answer = putBatch("plain", "1", "2", "3", "4", "5", "6", "7");
        firehose.flush(SOON);

        assertThat(answer.failedPutCount()).isEqualTo(2);
        assertThat(answer.requestResponses())
                .extracting(PutRecordBatchResponseEntry::errorCode)
                .containsExactly(
                        null, null, "ServiceUnavailableException", null, null, "ServiceUnavailableException", null);
        assertThat(contents()).containsExactly("12457");
        assertThat(firehose.acceptedRecords()).isEqualTo(5);
    }

    @Test
    void refusesAShareOfTheRecords() {
        firehose.mishaps().refuseShareOfRecords(0.3, 42);
        String[] records = IntStream.range(0, 500).mapToObj(i -> "x").toArray(String[]::new);

        assertThat(putBatch("plain", records).failedPutCount()).isBetween(100, 200);

        firehose.mishaps().end();
        assertThat(putBatch("plain", records).failedPutCount()).isZero();
    }

    @Test
    void refusesCallsAsAWholeForAWhile() throws Exception {
        firehose.mishaps().refuseCalls(503, 1);
        assertThatThrownBy(() -> put("plain", "a")).isInstanceOf(ServiceUnavailableException.class);
        firehose.mishaps().refuseCalls(500, 1);
        assertThatThrownBy(() -> put("plain", "b"))
                .asInstanceOf(type(FirehoseException.class))
                .extracting(FirehoseException::statusCode)
                .isEqualTo(500);

        put("plain", "c");
        firehose.flush(SOON);
        assertThat(contents()).containsExactly("c");
    }

    @Test
    void storesARecordTwice() throws Exception {
        firehose.mishaps().storeTwiceEveryRecord(2);

        putBatch("plain", "1\n", "2\n", "3\n");
        firehose.flush(SOON);

        assertThat(contents()).containsExactly("1\n2\n2\n3\n");
    }

    @Test
    void closesTheConnectionBeforeOrAfterStoring() throws Exception {
        firehose.mishaps().closeBeforeStoring(1);
        assertThatThrownBy(() -> put("plain", "before")).isInstanceOf(SdkClientException.class);
        firehose.mishaps().closeAfterStoring(1);
        assertThatThrownBy(() -> put("plain", "after")).isInstanceOf(SdkClientException.class);
        firehose.flush(SOON);

        assertThat(contents()).containsExactly("after");
    }

    @Test
    void putsAnObjectAgain() throws Exception {
        put("orders", "a\n");
        firehose.flush(SOON);
        String eTag = eTag();
        objects.deleteObject(b -> b.bucket("lake").key(keys().get(0)));

        String key = firehose.putLastObjectAgain("orders");
        assertThat(keys()).containsExactly(key);
        assertThat(eTag()).isEqualTo(eTag);

        assertThat(firehose.rewriteLastObject("orders")).isEqualTo(key);
        assertThat(contents()).containsExactly("a\na\n");
        assertThat(eTag()).isNotEqualTo(eTag);
    }

    @Test
    void putsEachKthObjectAgain() throws Exception {
        firehose.mishaps().putAgainEveryObject(2);
        deliverOne("1");
        assertThat(puts()).isEqualTo(1);
        deliverOne("2");
        assertThat(puts()).isEqualTo(3);

        firehose.mishaps().end();
        firehose.mishaps().rewriteEveryObject(1);
        deliverOne("3");
        assertThat(puts()).isEqualTo(5);
        assertThat(contents()).containsExactlyInAnyOrder("1", "2", "33");
        assertThat(firehose.deliveredObjects()).isEqualTo(3);
    }

    @Test
    void triesAgainUntilS3TakesTheObject() throws Exception {
        Fault fault = s3.gate()
                .answer(Request.to("PUT", "landing"), Answer.slowDown())
                .times(6);

        put("orders", "a\n");
        firehose.flush(SOON);

        assertThat(fault.hits()).isEqualTo(6);
        assertThat(contents()).containsExactly("a\n");
    }

    @Test
    void acceptsRecordsWhileADeliveryIsHeld() throws Exception {
        stopServing();
        serve(stream("orders", 1, NEVER, true));
        Hold hold = s3.gate().holdBefore(Request.to("PUT", "landing"));

        put("orders", "a");
        hold.awaitHeld(SOON);
        put("orders", "b");

        hold.release();
        firehose.flush(SOON);
        assertThat(contents()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void deliversUnderTheSameKeyWhatAnEarlierServerLeft() throws Exception {
        put("orders", "open\n");
        stopServing();
        String name = onlySpoolFile().getFileName().toString().replaceFirst("\\.[a-z]+$", "");

        serve(stream("orders", 1024, NEVER, true));
        firehose.flush(SOON);

        assertThat(keys()).containsExactly("landing/orders/2026/11/20/12/" + name + ".gz");
        assertThat(contents()).containsExactly("open\n");
        assertThat(spoolFiles()).isEmpty();
    }

    @Test
    void stopsWhileS3IsAwayAndDeliversAfterTheNextStart() throws Exception {
        stopServing();
        serve(stream("orders", 1, NEVER, true));
        Fault away = s3.gate().answer(Request.to("PUT", "landing"), Answer.slowDown());
        put("orders", "a\n");
        assertThat(away.awaitHit(SOON)).isTrue();
        assertThatThrownBy(() -> firehose.flush(Duration.ofMillis(100))).hasMessageContaining("S3 has not taken");

        long start = System.nanoTime();
        stopServing();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        assertThat(onlySpoolFile().toString()).endsWith(".ready");

        away.close();
        serve(stream("orders", 1, NEVER, true));
        firehose.flush(SOON);
        assertThat(contents()).containsExactly("a\n");
    }

    @Test
    void leavesOutARecordThatWasTornByTheEndOfTheProcess() throws Exception {
        stopServing();
        for (int torn = 0; torn < 8; torn++) {
            byte[] frames = {0, 0, 0, 2, 'a', '\n', 0, 0, 0, 4, 'b', 'b', 'b', '\n'};
            Files.write(
                    spool.resolve("orders/orders-1-2026-11-20-12-34-56-" + UUID.randomUUID() + ".open"),
                    Arrays.copyOf(frames, 6 + torn),
                    StandardOpenOption.CREATE_NEW);
        }

        serve(stream("orders", 1024, NEVER, true));
        firehose.flush(SOON);

        assertThat(contents()).hasSize(8).containsOnly("a\n");
        assertThat(spoolFiles()).isEmpty();
    }

    @Test
    void keepsAcceptedRecordsWhenTheProcessIsKilled() throws Exception {
        stopServing();
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledFirehose.class.getName(),
                        spool.toString(),
                        s3.endpoint().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> expected = new ArrayList<>();
        try (var out = process.inputReader(StandardCharsets.UTF_8);
                var killed = FirehoseClient.builder()
                        .endpointOverride(URI.create(out.lines()
                                .filter(line -> line.startsWith("http:"))
                                .findFirst()
                                .orElseThrow()))
                        .region(LocalS3.REGION)
                        .credentialsProvider(() -> AwsBasicCredentials.create("local", "local"))
                        .build()) {
            for (int i = 0; i < 50; i++) {
                String line = "line " + i + "\n";
                killed.putRecord(b -> b.deliveryStreamName("orders").record(record(line)));
                expected.add(line);
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(137);

        serve(stream("orders", 1024, NEVER, true));
        firehose.flush(SOON);

        assertThat(contents()).containsExactly(String.join("", expected));
    }

    @Test
    void refusesStreamsTheServiceWouldRefuse() {
        assertThatThrownBy(() -> stream("../up", 1, NEVER, true)).hasMessageContaining("stream name");
        assertThatThrownBy(() -> stream("..", 1, NEVER, true)).hasMessageContaining("stream name");
        assertThatThrownBy(() -> stream("a", 0, NEVER, true)).hasMessageContaining("bufferBytes");
        assertThatThrownBy(() -> stream("a", 1, NEVER.plusSeconds(1), true)).hasMessageContaining("bufferAge");
    }

    private void deliverOne(String content) throws Exception {
        put("plain", content);
        firehose.flush(SOON);
    }

    private long puts() {
        return s3.gate().requests().stream()
                .filter(Request.to("PUT", "landing"))
                .count();
    }

    private void put(String stream, String record) {
        client.putRecord(b -> b.deliveryStreamName(stream).record(record(record)));
    }

    private PutRecordBatchResponse putBatch(String stream, String... records) {
        List<Record> list =
                Arrays.stream(records).map(LocalFirehoseTest::record).toList();
        return client.putRecordBatch(b -> b.deliveryStreamName(stream).records(list));
    }

    private static Record record(String content) {
        return Record.builder().data(SdkBytes.fromUtf8String(content)).build();
    }

    private String raw(String header, String body) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), firehose.endpoint().getPort())) {
            socket.getOutputStream()
                    .write(("POST / HTTP/1.1\r\nHost: local\r\nConnection: close\r\n" + header + "\r\nContent-Length: "
                                    + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private List<S3Object> listed() {
        return objects.listObjectsV2(b -> b.bucket("lake")).contents();
    }

    private List<String> keys() {
        return listed().stream().map(S3Object::key).toList();
    }

    private String eTag() {
        return listed().get(0).eTag();
    }

    private List<String> contents() throws IOException {
        List<String> contents = new ArrayList<>();
        for (String key : keys()) {
            byte[] bytes =
                    objects.getObjectAsBytes(b -> b.bucket("lake").key(key)).asByteArrayUnsafe();
            contents.add(new String(
                    key.endsWith(".gz") ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes() : bytes,
                    StandardCharsets.UTF_8));
        }
        return contents;
    }

    private List<Path> spoolFiles() throws IOException {
        try (Stream<Path> files = Files.list(spool.resolve("orders"))) {
            return files.toList();
        }
    }

    private Path onlySpoolFile() throws IOException {
        assertThat(spoolFiles()).hasSize(1);
        return spoolFiles().get(0);
    }
}
