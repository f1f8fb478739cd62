package routes.deadletter;

import static local.wire.Request.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import local.wire.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.batch.Batches;
import routes.batch.InMemoryBucket;
import routes.batch.StrayObject;
import software.amazon.awssdk.services.s3.model.S3Exception;

class RetryTest {
    @RegisterExtension
    private final InMemoryBucket bucket = new InMemoryBucket();

    private DeadLetters letters() {
        return new DeadLetters(bucket.store(), Clock.fixed(Batches.NOON, ZoneOffset.UTC));
    }

    private Retry retry() {
        return new Retry(bucket.store(), letters(), List.of("orders", "returns"));
    }

    /** Sets an object aside and answers with its key. */
    private String dead(String folder, String name, String content) {
        letters().keep(new StrayObject(folder, bucket.put("landing/" + folder + "/" + name, content)));
        return bucket.keys("dead-letter/").stream()
                .filter(key -> bucket.keys("dead-letter/").contains(key + ".json"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "x.csv.gz, x.csv.gz",
        "stream-1-2026-11-20, stream-1-2026-11-20",
        "events.json, events.json",
        "X.GZ, X.GZ",
        "it's \u202e\t日本;--.gz, it_s______--.gz"
    })
    void putsAnObjectBackUnderANewKeyThatEndsAsTheOldOne(String name, String ending) {
        String key = dead("returns", name, "abc");

        String landing = retry().retry(key);

        assertThat(landing).matches("landing/returns/retry-1-[0-9a-f]{24}-.*").endsWith("-" + ending);
        assertThat(bucket.read(landing)).isEqualTo("abc");
        assertThat(bucket.keys("")).containsExactly(landing);
    }

    @Test
    void countsTriesAndKeepsTheFirstNameHoweverOften() {
        String once = retry().retry(dead("returns", "x.gz", "abc"));
        String twice = retry().retry(dead("returns", once.substring("landing/returns/".length()), "abc"));

        assertThat(once).matches("landing/returns/retry-1-[0-9a-f]{24}-x.gz");
        assertThat(twice).matches("landing/returns/retry-2-[0-9a-f]{24}-x.gz");
        assertThat(Retry.tries("landing/returns/x.gz")).isEqualTo(1);
        assertThat(Retry.tries(twice)).isEqualTo(3);
    }

    @Test
    void boundsTheLengthOfTheNewKey() {
        String key = dead("returns", "x".repeat(200) + ".csv.gz", "abc");

        assertThat(retry().retry(key)).hasSizeLessThan(200).endsWith(".csv.gz");
    }

    @Test
    void putsBackWhatWasRepairedInPlace() {
        String key = dead("returns", "x", "abc");
        bucket.put(key, "repaired");

        assertThat(bucket.read(retry().retry(key))).isEqualTo("repaired");
    }

    @Test
    void refusesAFeedThatNobodyDeclares() {
        String key = dead("unknown", "x", "abc");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> retry().retry(key))
                .withMessageContaining("'unknown'")
                .withMessageContaining("not declared");
        assertThat(bucket.read(key)).isEqualTo("abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dead-letter/lines/orders/0123456789abcdef01234567",
                "landing/orders/x",
                "processed/raw/x",
                "",
                "dead-letter/objects",
                "/dead-letter/objects/orders/x"
            })
    void refusesWhatIsNoDeadObject(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> retry().retry(key))
                .withMessageContaining("'" + key + "'")
                .withMessageContaining("expected dead-letter/objects/");
    }

    @Test
    void refusesASecondRetryClearly() {
        String key = dead("returns", "x", "abc");
        retry().retry(key);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> retry().retry(key))
                .withMessageContaining("There is no dead letter " + key);
    }

    @Test
    void refusesASidecarInPlaceOfItsObject() {
        String key = dead("returns", "x", "abc");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> retry().retry(key + ".json"))
                .withMessageContaining(key + ".json");
        assertThat(bucket.keys("landing/")).isEmpty();
    }

    @Test
    void tellsWhenOnlyTheSidecarIsLeft() {
        String key = dead("returns", "x", "abc");
        bucket.remove(key);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> retry().retry(key))
                .withMessageContaining("only its sidecar is left");
    }

    @Test
    void landsInTheSamePlaceWhenItIsRepeatedAfterACrash() {
        String key = dead("returns", "x", "abc");
        bucket.gate().answer(to("POST", "delete"), Answer.s3Error(403, "AccessDenied", "no"));
        assertThatThrownBy(() -> retry().retry(key)).isInstanceOf(S3Exception.class);
        bucket.gate().clearFaults();
        assertThat(bucket.keys("landing/")).hasSize(1);

        String landing = retry().retry(key);

        assertThat(bucket.keys("")).containsExactly(landing);
    }

    @Test
    void refusesASidecarWithoutAnOrigin() {
        bucket.put("dead-letter/objects/returns/x", "abc");
        bucket.put("dead-letter/objects/returns/x.json", "{\"feed\":\"returns\",\"size\":3}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> retry().retry("dead-letter/objects/returns/x"))
                .withMessageContaining("dead-letter/objects/returns/x.json");
    }
}
