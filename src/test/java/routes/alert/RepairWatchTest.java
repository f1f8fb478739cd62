package routes.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import local.wire.Answer;
import local.wire.Request;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import routes.batch.BatchCounts;
import routes.batch.Batches;
import routes.batch.FinishedBatch;
import routes.batch.FinishedBatches;
import routes.batch.InMemoryBucket;
import routes.deadletter.DeadLetters;
import routes.deadletter.KeptLetter;
import routes.delivery.SetClock;

class RepairWatchTest {
    private static final String ORDERS = "dead-letter/objects/orders/";

    @RegisterExtension
    private final InMemoryBucket bucket = new InMemoryBucket();

    private final SetClock clock = new SetClock();
    private final OpenAlerts alerts =
            new OpenAlerts(new Pacing(Set.of(), Duration.ZERO, Duration.ofMinutes(10), Duration.ofHours(4)), clock);
    private final DeadLetterAlerts letters = new DeadLetterAlerts(alerts);
    private FinishedBatches finished;
    private RepairWatch watch;

    @BeforeEach
    void watch() {
        finished = new FinishedBatches(bucket.store());
        watch = new RepairWatch(alerts, letters, new DeadLetters(bucket.store(), clock), finished);
    }

    @Test
    void endsAnAlertOnceAllItsDeadLettersHaveGone() {
        keep("orders/1");
        keep("orders/2");
        keep("returns/1");
        assertThat(told()).containsExactly("raised orders", "raised returns");
        watch.run();
        bucket.remove(ORDERS + "2");
        watch.run();
        assertThat(told()).as("one is left").isEmpty();

        bucket.remove(ORDERS + "1");
        watch.run();

        List<Alert> over = alerts.due();
        assertThat(over).extracting(alert -> alert.finding().subject()).containsExactly("orders");
        assertThat(new AlertText(new Sender("lake-1", 1, List.of("loader"), "main")).lines(over.get(0)))
                .contains("All dealt with. There were 2 in all, the first: " + ORDERS + "1: torn")
                .noneMatch(line -> line.startsWith("What to do"));
        keep("orders/3");
        watch.run();
        assertThat(told()).containsExactly("raised orders");
    }

    @Test
    void asksForOneLetterOfAFeedWhileItIsThereAndForNoneWithoutAnAlert() {
        IntStream.range(0, 20).forEach(i -> keep("orders/" + i));
        long before = bucket.gate().count();
        watch.run();
        assertThat(bucket.gate().count() - before).isEqualTo(1);
        clock.advance(Duration.ofMinutes(10));
        assertThat(told()).containsExactly("raised orders", "over orders");

        watch.run();

        assertThat(bucket.gate().count() - before).isEqualTo(1);
    }

    @Test
    void leavesAnAlertAboutMoreLettersThanItRemembersToEndByItself() {
        IntStream.rangeClosed(0, DeadLetterAlerts.MOST).forEach(i -> letters.kept(letter("orders/" + i)));
        assertThat(told()).containsExactly("raised orders");

        watch.run();

        assertThat(told()).isEmpty();
    }

    @Test
    void endsTheAlertOfABatchThatIsHeldNoMore() {
        begin(Batches.ID.value());
        begin(OpenAlerts.OTHERS);
        assertThat(told()).hasSize(2);
        watch.run();
        finished.replace(batch("held"));
        watch.run();
        assertThat(told()).isEmpty();

        finished.replace(batch("loaded"));
        watch.run();

        assertThat(told()).containsExactly("over " + Batches.ID);
    }

    @Test
    void leavesAlertsAsTheyAreWhileS3DoesNotAnswer() {
        letters.kept(letter("orders/1"));
        begin(Batches.ID.value());
        assertThat(told()).hasSize(2);
        bucket.gate().answer(Request.any(), Answer.s3Error(403, "AccessDenied", "made up"));

        watch.run();

        assertThat(told()).isEmpty();
    }

    private void keep(String place) {
        letters.kept(letter(place));
        bucket.put("dead-letter/objects/" + place, "x");
    }

    private static KeptLetter letter(String place) {
        return new KeptLetter("unreadable", "dead-letter/objects/" + place, place.split("/", -1)[0], "torn", "mend it");
    }

    private void begin(String batch) {
        alerts.begin(new Finding(Condition.BATCH_HELD, batch, "too much", "release it", Map.of()));
    }

    private static FinishedBatch batch(String status) {
        return new FinishedBatch(
                Batches.manifest(Batches.ID),
                new BatchCounts(status, 1, 1, 0, 0, 0, 10, 5, 5, 5, 0, 0, 0, 0, 0),
                List.of(),
                Batches.NOON);
    }

    private List<String> told() {
        return alerts.due().stream()
                .map(alert -> alert.state().key() + " " + alert.finding().subject())
                .toList();
    }
}
