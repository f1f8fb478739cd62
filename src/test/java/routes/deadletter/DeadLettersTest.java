package routes.deadletter;

import static local.wire.Request.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import local.wire.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import routes.batch.Batches;
import routes.batch.InMemoryBucket;
import routes.batch.Manifest;
import routes.batch.StoredObject;
import routes.batch.StrayObject;
import routes.deadletter.DeadLetters.Kind;
import routes.delivery.OverlongLine;
import routes.delivery.SetClock;
import routes.delivery.Source;
import routes.failure.UnreadableObject;
import software.amazon.awssdk.services.s3.model.S3Exception;

class DeadLettersTest {
    private static final Instant NOON = Batches.NOON;

    @RegisterExtension
    private final InMemoryBucket bucket = new InMemoryBucket();

    private DeadLetters letters(Instant now) {
        return new DeadLetters(bucket.store(), Clock.fixed(now, ZoneOffset.UTC));
    }

    private DeadLetters letters() {
        return letters(NOON);
    }

    private StrayObject stray(String folder, String name, String content) {
        return new StrayObject(folder, bucket.put("landing/" + folder + "/" + name, content));
    }

    /** An object as a batch holds it; its copy need not have the tag that it had in landing. */
    private UnreadableObject unreadable(String landingTag) {
        Manifest.Entry object = new Manifest.Entry("orders", "landing/orders/x.csv.gz", landingTag, 3, "000001.csv.gz");
        return new UnreadableObject(Batches.ID, object, "invalid gzip data");
    }

    private String only(String prefix) {
        List<String> keys = bucket.keys(prefix).stream()
                .filter(key -> !key.endsWith(".json"))
                .toList();
        assertThat(keys).hasSize(1);
        return keys.get(0);
    }

    @Test
    void takesAStrayObjectOutOfLanding() {
        StrayObject stray = stray("Returns' \t日本", "x.csv.gz", "abc");

        letters().keep(stray);

        String key = only("dead-letter/");
        assertThat(key).startsWith("dead-letter/objects/_undeclared/").endsWith(".csv.gz");
        assertThat(bucket.read(key)).isEqualTo("abc");
        assertThat(bucket.keys("landing/")).isEmpty();
        assertThat(letters().read(key))
                .contains(new Sidecar(
                        "no feed is declared for this object's folder below landing/",
                        "declare the feed (feed.<name>.files, sql/load/copy_<name>.sql), restart the loader, then run:"
                                + " java -jar snowline.jar retry " + key,
                        stray.folder(),
                        stray.object().key(),
                        stray.object().etag(),
                        null,
                        1,
                        null,
                        null,
                        3,
                        NOON));
        assertThat(bucket.read(key + ".json"))
                .contains("\"foundAt\" : \"2026-11-20T12:00:00Z\"")
                .doesNotContain("null");
    }

    @Test
    void countsEachThingThatIsSetAsideOnce() {
        SetClock clock = new SetClock();
        DeadLetters letters = new DeadLetters(bucket.store(), clock);
        StrayObject stray = stray("returns", "x", "abc");
        letters.keep(stray);
        assertThat(letters.kept(Kind.STRAY)).isEqualTo(1);

        bucket.put("processing/" + Batches.ID + "/orders/000001.csv.gz", "abc");
        letters.keep(unreadable("tag"));
        clock.advance(Duration.ofMinutes(1));
        letters.keep(unreadable("tag"));
        assertThat(letters.kept(Kind.UNREADABLE)).isEqualTo(1);
        assertThat(letters.kept(Kind.LINE)).isZero();

        bucket.put(stray.object().key(), "abc");
        DeadLetters afterARestart = letters(NOON.plusSeconds(2));
        afterARestart.keep(stray);
        assertThat(afterARestart.kept(Kind.STRAY)).as("it is there already").isZero();
    }

    @Test
    void leavesAStrayObjectThatHasChangedForTheNextLook() {
        StrayObject stray = stray("returns", "x", "abc");
        bucket.put(stray.object().key(), "changed");

        letters().keep(stray);

        assertThat(bucket.keys("")).containsExactly(stray.object().key());
    }

    @Test
    void takesNoOffenceAtAStrayObjectThatHasGone() {
        StrayObject stray = stray("returns", "x", "abc");
        bucket.remove(stray.object().key());

        assertThat(letters().keep(stray)).isNull();

        assertThat(bucket.keys("")).isEmpty();
    }

    @Test
    void keepsTheFirstSidecarWhenItIsRepeated() {
        StrayObject stray = stray("returns", "x", "abc");
        bucket.gate().answer(to("POST", "delete"), Answer.s3Error(403, "AccessDenied", "no"));
        assertThatThrownBy(() -> letters().keep(stray)).isInstanceOf(S3Exception.class);
        bucket.gate().clearFaults();
        assertThat(bucket.keys("landing/")).hasSize(1);

        letters(NOON.plusSeconds(60)).keep(stray);

        assertThat(bucket.keys("landing/")).isEmpty();
        assertThat(letters().read(only("dead-letter/")).orElseThrow().foundAt()).isEqualTo(NOON);
    }

    @Test
    void goesOnAfterACrashBeforeTheSidecar() {
        StrayObject stray = stray("returns", "x", "abc");
        bucket.gate().answer(to("PUT", ".json"), Answer.s3Error(403, "AccessDenied", "no"));
        assertThatThrownBy(() -> letters().keep(stray)).isInstanceOf(S3Exception.class);
        bucket.gate().clearFaults();
        assertThat(bucket.keys("landing/")).hasSize(1);

        letters().keep(stray);

        assertThat(letters().read(only("dead-letter/"))).isPresent();
        assertThat(bucket.keys("landing/")).isEmpty();
    }

    @Test
    void keepsAnUnreadableObjectAndLeavesItInItsBatchUntilItIsReleased() {
        StoredObject inProcessing = bucket.put(unreadable("").key(), "bad");
        UnreadableObject unreadable = unreadable(inProcessing.etag());

        letters().keep(unreadable);

        String key = only("dead-letter/");
        assertThat(key).matches("dead-letter/objects/orders/[0-9a-f]{24}\\.csv\\.gz");
        assertThat(bucket.read(key)).isEqualTo("bad");
        assertThat(bucket.read(unreadable.key())).isEqualTo("bad");
        Sidecar sidecar = letters().read(key).orElseThrow();
        assertThat(sidecar.reason()).isEqualTo("Snowflake cannot read this object: invalid gzip data");
        assertThat(sidecar.advice()).contains("retry " + key);
        assertThat(sidecar.feed()).isEqualTo("orders");
        assertThat(sidecar.origin()).isEqualTo("landing/orders/x.csv.gz");
        assertThat(sidecar.batchId()).isEqualTo(Batches.ID.value());

        letters().release(unreadable);

        assertThat(bucket.keys("processing/")).isEmpty();
        assertThat(bucket.read(key)).isEqualTo("bad");
    }

    @Test
    void keepsAnUnreadableObjectWhoseCopyHasAnotherTagThanItHadInLanding() {
        UnreadableObject unreadable = unreadable("tag-of-a-multipart-upload-3");
        bucket.put(unreadable.key(), "bad");

        letters().keep(unreadable);
        letters().release(unreadable);

        assertThat(bucket.read(only("dead-letter/"))).isEqualTo("bad");
        assertThat(bucket.keys("processing/")).isEmpty();
    }

    @Test
    void doesNotCallAnObjectKeptThatIsNowhere() {
        assertThatIllegalStateException()
                .isThrownBy(() -> letters().keep(unreadable("tag")))
                .withMessageContaining(unreadable("tag").key());
        assertThat(bucket.keys("")).isEmpty();
    }

    @Test
    void mayKeepAnUnreadableObjectAgainAfterItsRelease() {
        UnreadableObject unreadable = unreadable("tag");
        bucket.put(unreadable.key(), "bad");
        letters().keep(unreadable);
        letters().release(unreadable);

        letters(NOON.plusSeconds(60)).keep(unreadable);
        letters().release(unreadable);

        assertThat(letters().read(only("dead-letter/")).orElseThrow().foundAt()).isEqualTo(NOON);
    }

    @Test
    void storesAnOverlongLineWithItsPlace() {
        byte[] line = "0123456789\n".repeat(200_000).getBytes(StandardCharsets.UTF_8);
        AtomicInteger openings = new AtomicInteger();
        OverlongLine overlong = new OverlongLine(
                new Source("orders", "source-1", Path.of("/var/log/o.log"), ""), 100, 100 + line.length, () -> {
                    openings.incrementAndGet();
                    return new ByteArrayInputStream(line);
                });

        letters().keep(overlong);
        letters(NOON.plusSeconds(60)).keep(overlong);

        String key = only("dead-letter/");
        assertThat(key).matches("dead-letter/lines/orders/[0-9a-f]{24}");
        assertThat(bucket.store().read(key)).contains(line);
        assertThat(openings.get()).isPositive();
        assertThat(letters().read(key))
                .contains(new Sidecar(
                        "the line is longer than a Firehose record may be, as it is or in the format of its feed",
                        "split it or shorten it, and append the result to a file of the feed",
                        "orders",
                        "/var/log/o.log",
                        null,
                        null,
                        1,
                        100L,
                        100L + line.length,
                        line.length,
                        NOON));
    }

    @Test
    void readsTheLineAgainAfterALostAnswer() {
        byte[] line = "abc\n".getBytes(StandardCharsets.UTF_8);
        bucket.gate().dropAfter(to("PUT", "dead-letter/lines/")).times(1);

        letters()
                .keep(new OverlongLine(
                        new Source("orders", "source-1", Path.of("/o.log"), ""),
                        0,
                        line.length,
                        () -> new ByteArrayInputStream(line)));

        assertThat(bucket.store().read(only("dead-letter/"))).contains(line);
    }

    @Test
    void namesASidecarThatCannotBeRead() {
        bucket.put("dead-letter/objects/orders/x.json", "{");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> letters().read("dead-letter/objects/orders/x"))
                .withMessageContaining("dead-letter/objects/orders/x.json");
        assertThat(letters().read("dead-letter/objects/orders/y")).isEmpty();
    }

    @Test
    void saysWhatItKeptAndWhere() {
        KeptLetter letter = letters().keep(stray("returns", "x.csv.gz", "abc"));

        assertThat(letter.key()).isEqualTo(only("dead-letter/"));
        assertThat(letter.kind()).isEqualTo("stray");
        assertThat(letter.folder()).isEqualTo("returns");
        assertThat(letter.advice()).contains("retry " + letter.key());
    }
}
