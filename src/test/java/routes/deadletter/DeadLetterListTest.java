package routes.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.batch.Batches;
import routes.batch.InMemoryBucket;
import routes.batch.StrayObject;

class DeadLetterListTest {
    @RegisterExtension
    private final InMemoryBucket bucket = new InMemoryBucket();

    private DeadLetterList list;

    private DeadLetters letters() {
        return new DeadLetters(bucket.store(), Clock.fixed(Batches.NOON, ZoneOffset.UTC));
    }

    private DeadLetterList list() {
        if (list == null) {
            list = new DeadLetterList(bucket.store(), letters());
        }
        return list;
    }

    @AfterEach
    void close() {
        list().close();
    }

    /** Sets an object aside as the loader does. */
    private void stray(String folder, String name) {
        letters().keep(new StrayObject(folder, bucket.put("landing/" + folder + "/" + name, name)));
    }

    private static String digits(int number) {
        return String.format(Locale.ROOT, "%024x", number);
    }

    private List<String> paged(int limit) {
        List<String> keys = new ArrayList<>();
        String after = "";
        do {
            DeadLetterList.Page page = list().page("", "", after, letter -> true, limit);
            page.letters().forEach(letter -> keys.add(letter.key()));
            after = page.next();
        } while (after != null);
        return keys;
    }

    @Test
    void tellsThingsFromTheirSidecarsWhateverTheirEndings() {
        for (String name : List.of("a", "b.csv", "c.csv.gz", "d.json", "e.json.gz", "f.txt")) {
            stray("returns", name);
        }

        assertThat(paged(1)).hasSize(6).isSorted().isEqualTo(paged(100));
        assertThat(list().page("", "", "", letter -> letter.sidecar() == null, 100)
                        .letters())
                .isEmpty();
    }

    @Test
    void saysThatTheSidecarOfAnObjectIsGoneThatWasPutWhereAnotherWasPutBack() {
        stray("returns", "torn");
        String key = paged(1).get(0);
        new Retry(bucket.store(), letters(), List.of("returns")).retry(key);
        bucket.put(key, "sound");

        assertThat(list().find(key)).hasValueSatisfying(letter -> {
            assertThat(letter.sidecar()).isNull();
            assertThat(letter.problem()).contains("is missing: it was put back");
        });
    }

    /** More than one listing of S3 holds, so that a thing and its sidecar fall apart between two of them. */
    @Test
    void pagesThroughMoreThanOneListing() {
        bucket.put("dead-letter/lines/0", "not ours, and an odd number of keys before the first pair");
        for (int i = 0; i < 501; i++) {
            String key = "dead-letter/lines/orders/" + digits(i);
            bucket.put(key, "x");
            bucket.put(
                    key + ".json",
                    "{\"reason\":\"too long\",\"feed\":\"orders\",\"origin\":\"o\",\"attempts\":1,\"size\":1}");
        }
        bucket.put("dead-letter/objects/orders/" + digits(7), "no sidecar");
        bucket.put("dead-letter/objects/orders/readme.txt", "not ours");

        assertThat(paged(200)).hasSize(502).doesNotHaveDuplicates().noneMatch(key -> key.endsWith("json"));
        DeadLetterList.Sum sum = list().sum();
        assertThat(sum.isAll()).isTrue();
        assertThat(sum.reasons()).containsEntry("too long", 501).containsEntry("no sidecar says why", 1);
    }

    @Test
    void choosesByKindFeedAndReason() {
        stray("returns", "one");
        stray("No such feed", "two");

        assertThat(list().page("lines", "", "", letter -> true, 9).letters()).isEmpty();
        assertThat(list().page("objects", "returns", "", letter -> true, 9).letters())
                .hasSize(1);
        assertThat(list().page("", "_undeclared", "", letter -> true, 9).letters())
                .hasSize(1);
        assertThat(list().page("", "", "", letter -> letter.isFor("NO FEED IS"), 9)
                        .letters())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dead-letter/objects/orders/../../landing/x",
                "dead-letter/objects/orders/0123",
                "landing/orders/0123456789abcdef01234567",
                "dead-letter/objects/orders/0123456789abcdef01234567\n"
            })
    void findsNothingUnderAKeyThatNoLoaderMakes(String key) {
        assertThat(list().find(key)).isEmpty();
    }

    @Test
    void putsBackWhatItCanAndSaysWhatIsLeft() {
        for (int i = 0; i < 3; i++) {
            stray("returns", "r" + i);
            stray("refunds", "f" + i);
        }
        Retry retry = new Retry(bucket.store(), letters(), List.of("returns"));

        RetryAll.Outcome outcome = new RetryAll(list(), retry).retry("no feed", "");

        assertThat(outcome.retried()).isEqualTo(3);
        assertThat(outcome.left()).isEqualTo(3);
        assertThat(outcome.isAll()).isTrue();
        assertThat(outcome.failed()).hasSize(3).allSatisfy(failed -> assertThat(failed.problem())
                .contains("The feed 'refunds'"));
        assertThat(bucket.keys("landing/returns/")).hasSize(3);
        assertThat(outcome).asString().startsWith("3 put back into landing, 3 left; dead-letter/objects/refunds/");
    }

    @Test
    void putsBackAHundredACall() {
        for (int i = 0; i < RetryAll.MOST + 5; i++) {
            stray("returns", "r" + i);
        }
        RetryAll all = new RetryAll(list(), new Retry(bucket.store(), letters(), List.of("returns")));

        assertThat(all.retry("no feed", "returns"))
                .asString()
                .isEqualTo("100 put back into landing, 5 left; ask again for the next 100");
        assertThat(all.retry("no feed", "returns")).asString().isEqualTo("5 put back into landing, 0 left");
    }
}
