package local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import local.wire.Fault;
import local.wire.Request;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class LocalS3Test {

    private static final String WRONG_ETAG = "\"00000000000000000000000000000000\"";

    @TempDir
    Path directory;

    private LocalS3 s3;
    private S3Client client;

    @BeforeEach
    void start() throws IOException {
        s3 = LocalS3.in(directory, "lake", 0);
        client = s3.client();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        s3.close();
    }

    @Test
    void refusesTheSecondConditionalPut() {
        client.putObject(b -> b.bucket("lake").key("a").ifNoneMatch("*"), RequestBody.fromString("first"));

        assertRefused(
                () -> client.putObject(b -> b.bucket("lake").key("a").ifNoneMatch("*"), RequestBody.fromString("2")));
        assertThat(read("a")).isEqualTo("first");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void letsOneOfManyConditionalWritesWin(boolean copies) throws Exception {
        put("source", "copied");
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            boolean copy = copies && i % 2 == 0;
            writers.add(() -> {
                try {
                    if (copy) {
                        copyIfAbsent("source", "race");
                    } else {
                        client.putObject(
                                b -> b.bucket("lake").key("race").ifNoneMatch("*"), RequestBody.fromString("put"));
                    }
                    return true;
                } catch (S3Exception e) {
                    return false;
                }
            });
        }
        var pool = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 20; round++) {
                int winners = 0;
                for (var result : pool.invokeAll(writers)) {
                    winners += result.get() ? 1 : 0;
                }
                assertThat(winners).isEqualTo(1);
                client.deleteObject(b -> b.bucket("lake").key("race"));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void copiesOnlyTheVersionThatWasAskedFor() {
        String eTag = put("a", "content");

        assertRefused(() -> client.copyObject(b -> b.sourceBucket("lake")
                .sourceKey("a")
                .destinationBucket("lake")
                .destinationKey("b")
                .copySourceIfMatch(WRONG_ETAG)));
        assertThat(keys("")).containsExactly("a");

        client.copyObject(b -> b.sourceBucket("lake")
                .sourceKey("a")
                .destinationBucket("lake")
                .destinationKey("b")
                .copySourceIfMatch(eTag));
        assertThat(read("b")).isEqualTo("content");
    }

    @Test
    void refusesAConditionalCopyOntoAnExistingKey() {
        put("a b+c", "new");
        put("d e+f", "old");

        assertRefused(() -> copyIfAbsent("a b+c", "d e+f"));
        assertThat(read("d e+f")).isEqualTo("old");

        copyIfAbsent("a b+c", "g");
        assertThat(read("g")).isEqualTo("new");
    }

    @Test
    void deletesOnlyTheVersionThatWasAskedFor() {
        String eTag = put("a", "content");

        assertRefused(() -> client.deleteObject(b -> b.bucket("lake").key("a").ifMatch(WRONG_ETAG)));
        assertThat(keys("")).containsExactly("a");

        client.deleteObject(b -> b.bucket("lake").key("a").ifMatch(eTag));
        assertThat(keys("")).isEmpty();
    }

    @Test
    void leavesAndReportsObjectsOfAnotherVersionInABulkDelete() {
        String eTag = put("a", "content");
        put("b", "changed since");

        var answer = client.deleteObjects(
                b -> b.bucket("lake").delete(d -> d.objects(List.of(identifier("a", eTag), identifier("b", eTag)))));

        assertThat(answer.deleted()).extracting(DeletedObject::key).containsExactly("a");
        assertThat(answer.errors()).singleElement().satisfies(error -> {
            assertThat(error).extracting(S3Error::key).isEqualTo("b");
            assertThat(error).extracting(S3Error::code).isEqualTo("PreconditionFailed");
        });
        assertThat(keys("")).containsExactly("b");
    }

    @Test
    void listsInPages() {
        List<String> all = IntStream.range(0, 7).mapToObj(i -> "landing/" + i).toList();
        all.forEach(key -> put(key, "x"));
        put("other", "x");

        List<String> listed = new ArrayList<>();
        int pages = 0;
        for (ListObjectsV2Response page : client.listObjectsV2Paginator(
                b -> b.bucket("lake").prefix("landing/").maxKeys(3))) {
            page.contents().forEach(object -> listed.add(object.key()));
            pages++;
        }

        assertThat(listed).isEqualTo(all);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void listsAfterAKeyAndByDelimiter() {
        List.of("a/1", "a/2", "a/3", "b/1", "c").forEach(key -> put(key, "x"));

        assertThat(client.listObjectsV2(b -> b.bucket("lake").prefix("a/").startAfter("a/1"))
                        .contents())
                .extracting(S3Object::key)
                .containsExactly("a/2", "a/3");
        ListObjectsV2Response top = client.listObjectsV2(b -> b.bucket("lake").delimiter("/"));
        assertThat(top.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("a/", "b/");
        assertThat(top.contents()).extracting(S3Object::key).containsExactly("c");
    }

    @Test
    void findsItsObjectsAgainAfterARestart() throws IOException {
        String eTag = put("landing/orders/a", "content");
        int port = s3.endpoint().getPort();
        stop();
        s3 = LocalS3.in(directory, "lake", port);
        client = s3.client();

        S3Object found = client.listObjectsV2(b -> b.bucket("lake")).contents().get(0);
        assertThat(found.key()).isEqualTo("landing/orders/a");
        assertThat(found.eTag()).isEqualTo(eTag);
        assertThat(read("landing/orders/a")).isEqualTo("content");
    }

    @Test
    void givesTheSameContentTheSameETag() {
        String eTag = put("a", "content");
        put("b", "content");
        copyIfAbsent("a", "c");

        assertThat(client.listObjectsV2(b -> b.bucket("lake")).contents())
                .hasSize(3)
                .extracting(S3Object::eTag)
                .containsOnly(eTag);
        assertThat(put("a", "other content")).isNotEqualTo(eTag);
    }

    @Test
    void answersTheSdksOwnRetryWith412WhenTheFirstAnswerWasLost() {
        Fault lost = s3.gate().dropAfter(Request.to("PUT", "/lake/a")).times(1);

        assertRefused(() ->
                client.putObject(b -> b.bucket("lake").key("a").ifNoneMatch("*"), RequestBody.fromString("ours")));
        assertThat(lost.hits()).isEqualTo(1);
        assertThat(read("a")).isEqualTo("ours");
    }

    @Test
    void saysWhenAnObjectWasWritten() {
        Instant before = Instant.now();
        put("a", "content");

        S3Object listed = client.listObjectsV2(b -> b.bucket("lake")).contents().get(0);
        // Seconds, as on S3.
        assertThat(listed.lastModified())
                .isBetween(before.minus(Duration.ofSeconds(1)), Instant.now().plusSeconds(1));
    }

    @Test
    void storesChecksummedAndChunkedUploadsAsTheyAre() {
        byte[] content = new byte[3_000_000];
        new Random(7).nextBytes(content);

        client.putObject(b -> b.bucket("lake").key("big").checksumAlgorithm("SHA256"), RequestBody.fromBytes(content));

        assertThat(client.getObjectAsBytes(b -> b.bucket("lake").key("big")).asByteArrayUnsafe())
                .isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k/with space",
                "k/'quotes\"",
                "k/ünïcode-日本-😀",
                "k/a+b",
                "k/100%",
                "k/a%20b",
                "k/%2F",
                "k/a&b=c?d#e",
                "k/back\\slash",
                "k/*;|<>",
                "k/tab\tand\nline",
                "k/ blanks around ",
                "k/.hidden",
                "k/..x"
            })
    void keepsAwkwardKeys(String key) {
        put(key, key);

        assertThat(keys(key)).containsExactly(key);
        assertThat(read(key)).isEqualTo(key);
        copyIfAbsent(key, "copy");
        assertThat(read("copy")).isEqualTo(key);
        assertThat(client.deleteObjects(b -> b.bucket("lake").delete(d -> d.objects(List.of(identifier(key, null)))))
                        .errors())
                .isEmpty();
        assertThat(keys("")).containsExactly("copy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"k/..", "k/../up", "k/.", "k//two", "../up", "k/../../up", "../../up"})
    void refusesKeysAFileCannotHave(String key) throws IOException {
        try (S3Client once = onceOnly()) {
            assertThatThrownBy(() -> once.putObject(b -> b.bucket("lake").key(key), RequestBody.fromString("x")))
                    .isInstanceOf(S3Exception.class);
        }
        assertThat(keys("")).isEmpty();
        assertThat(directory.resolve("up")).doesNotExist();
        assertThat(directory.resolveSibling("up")).doesNotExist();
    }

    @Test
    void keepsKeysWhosePartsLeaveRoomForAWriteInProgress() throws IOException {
        put("k/" + "x".repeat(218), "x");

        try (S3Client once = onceOnly()) {
            assertThatThrownBy(() -> once.putObject(
                            b -> b.bucket("lake").key("k/" + "x".repeat(219)), RequestBody.fromString("x")))
                    .isInstanceOf(S3Exception.class);
        }
        assertThat(keys("")).containsExactly("k/" + "x".repeat(218));
    }

    @Test
    void refusesAKeyBelowAnObject() throws IOException {
        put("a", "x");

        try (S3Client once = onceOnly()) {
            assertThatThrownBy(() -> once.putObject(b -> b.bucket("lake").key("a/b"), RequestBody.fromString("x")))
                    .isInstanceOf(S3Exception.class);
        }
        assertThat(keys("")).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void listsObjectsOnlyWhenTheyAreWhole(boolean inMemory) throws Exception {
        byte[] content = new byte[50_000];
        try (LocalS3 server = inMemory ? LocalS3.inMemory("busy") : LocalS3.in(directory.resolve("busy"), "busy", 0);
                S3Client writer = server.client();
                S3Client reader = server.client()) {
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 300; i++) {
                    String key = "a/" + i + ".gz";
                    writer.putObject(b -> b.bucket("busy").key(key), RequestBody.fromBytes(content));
                }
            });
            boolean last;
            int listed = 0;
            do {
                last = writing.isDone();
                List<S3Object> found =
                        reader.listObjectsV2(b -> b.bucket("busy").prefix("a/")).contents();
                listed += found.size();
                assertThat(found).allSatisfy(object -> {
                    assertThat(object.key()).endsWith(".gz");
                    assertThat(object.size()).isEqualTo(content.length);
                    assertThat(object.eTag()).isNotNull();
                });
                for (S3Object object : found) {
                    String moved = "moved/" + object.key();
                    reader.copyObject(b -> b.sourceBucket("busy")
                            .sourceKey(object.key())
                            .copySourceIfMatch(object.eTag())
                            .destinationBucket("busy")
                            .destinationKey(moved));
                    reader.deleteObject(b -> b.bucket("busy").key(object.key()).ifMatch(object.eTag()));
                }
            } while (!last);
            writing.join();
            assertThat(listed).isEqualTo(300);
        }
    }

    @Test
    void sweepsWhatAKilledServerHadNotFinished() throws IOException {
        String uuid = "-6f9619ff-8b86-4011-b42d-00c04fc964ff";
        put("a/whole" + uuid, "stays");
        put("a/b.gz" + uuid, "goes: written, but not renamed");
        stop();
        Files.writeString(directory.resolve("lake/a/c" + uuid), "goes: half written");
        start();

        assertThat(keys("")).containsExactly("a/whole" + uuid);
    }

    @Test
    void keepsObjectsInMemoryWithoutADirectory() throws IOException {
        try (LocalS3 transientS3 = LocalS3.inMemory("lake");
                S3Client other = transientS3.client()) {
            other.putObject(b -> b.bucket("lake").key("a"), RequestBody.fromString("x"));
            assertThat(other.getObjectAsBytes(b -> b.bucket("lake").key("a")).asUtf8String())
                    .isEqualTo("x");
        }
        assertThat(keys("")).isEmpty();
    }

    private S3Client onceOnly() {
        return s3.clientBuilder()
                .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
                .build();
    }

    private String put(String key, String content) {
        return client.putObject(b -> b.bucket("lake").key(key), RequestBody.fromString(content))
                .eTag();
    }

    private void copyIfAbsent(String from, String to) {
        client.copyObject(b -> b.sourceBucket("lake")
                .sourceKey(from)
                .destinationBucket("lake")
                .destinationKey(to)
                .ifNoneMatch("*"));
    }

    private static ObjectIdentifier identifier(String key, String eTag) {
        return ObjectIdentifier.builder().key(key).eTag(eTag).build();
    }

    private String read(String key) {
        return client.getObjectAsBytes(b -> b.bucket("lake").key(key)).asUtf8String();
    }

    private List<String> keys(String prefix) {
        return client.listObjectsV2(b -> b.bucket("lake").prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(type(S3Exception.class))
                .extracting(S3Exception::statusCode)
                .isEqualTo(412);
    }
}
