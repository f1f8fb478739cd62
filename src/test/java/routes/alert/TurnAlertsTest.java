package routes.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import routes.batch.BatchCounts;
import routes.delivery.SetClock;
import routes.failure.Failure;
import routes.failure.Failure.Kind;

class TurnAlertsTest {
    private static final String BATCH = "20261120T100000Z-0a1b2c";
    private static final Duration FAST = Duration.ofSeconds(1);

    private final SetClock clock = new SetClock();
    private final OpenAlerts alerts =
            new OpenAlerts(new Pacing(Set.of(), Duration.ZERO, Duration.ofMinutes(10), Duration.ofHours(4)), clock);
    private final TurnAlerts turns = new TurnAlerts(alerts, Duration.ofMinutes(10), Duration.ofSeconds(30), clock);

    @Test
    void bearsAnOutageForAWhile() {
        turns.failed(failure(Kind.RETRYABLE), BATCH);
        clock.advance(Duration.ofMinutes(9));
        turns.failed(failure(Kind.RETRYABLE), null);
        assertThat(told()).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        turns.failed(failure(Kind.RETRYABLE), BATCH);
        assertThat(told()).containsExactly("raised batch-failed " + BATCH);
        turns.failed(failure(Kind.RETRYABLE), BATCH);
        assertThat(told()).isEmpty();

        turns.succeeded(BATCH, counts("loaded", 0), FAST);

        assertThat(told()).containsExactly("over batch-failed " + BATCH);
    }

    @Test
    void beginsToCountAnewAfterABatch() {
        turns.failed(failure(Kind.RETRYABLE), BATCH);
        clock.advance(Duration.ofMinutes(9));
        turns.succeeded(BATCH, counts("loaded", 0), FAST);
        clock.advance(Duration.ofMinutes(9));
        turns.failed(failure(Kind.RETRYABLE), BATCH);

        assertThat(told()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "FENCED_OUT")
    void tellsAtOnceOfAFailureThatNeedsAPerson(Kind kind) {
        turns.failed(failure(kind), BATCH);
        assertThat(told()).containsExactly("raised batch-failed " + BATCH);

        turns.succeeded(BATCH, counts("loaded", 0), FAST);

        assertThat(told()).containsExactly("over batch-failed " + BATCH);
    }

    @Test
    void tellsOfAStopAndOfItsEnd() {
        turns.failed(failure(Kind.SYSTEMIC), BATCH);
        List<Alert> due = alerts.due();
        assertThat(due).singleElement().satisfies(alert -> {
            assertThat(alert.finding().condition()).isEqualTo(Condition.STOPPED);
            assertThat(alert.finding().what()).contains(BATCH).contains("no privilege");
            assertThat(alert.finding().advice()).contains("resume the route claim");
            assertThat(alert.finding().details()).containsEntry("batch", BATCH).containsEntry("kind", "systemic");
        });
        turns.failed(failure(Kind.SYSTEMIC), null);
        assertThat(told()).isEmpty();

        turns.succeeded(BATCH, counts("loaded", 0), FAST);

        assertThat(told()).containsExactly("over stopped loader");
    }

    @Test
    void tellsOfAHeldBatchUntilTheWarehouseHasItOtherwise() {
        turns.held(List.of());
        assertThat(turns.asksForHeld()).isFalse();
        turns.succeeded(BATCH, counts("held", 0), FAST);
        assertThat(alerts.due()).singleElement().satisfies(alert -> assertThat(
                        alert.finding().advice())
                .contains("reprocess " + BATCH)
                .contains("release " + BATCH));
        assertThat(turns.asksForHeld()).isTrue();
        turns.held(List.of(BATCH));
        assertThat(told()).isEmpty();

        turns.held(List.of());

        assertThat(told()).containsExactly("over batch-held " + BATCH);
    }

    @Test
    void findsHeldBatchesAfterARestart() {
        assertThat(turns.asksForHeld()).isTrue();

        turns.held(List.of(BATCH));

        assertThat(told()).containsExactly("raised batch-held " + BATCH);
    }

    @Test
    void tellsOfMissingObjects() {
        turns.succeeded(BATCH, counts("loaded", 3), FAST);

        assertThat(alerts.due()).singleElement().satisfies(alert -> {
            assertThat(alert.finding().condition()).isEqualTo(Condition.MISSING_OBJECT);
            assertThat(alert.finding().what()).contains("3 objects").contains(BATCH);
        });
    }

    @Test
    void tellsOfASlowLoadUntilLoadsAreFastForAWhile() {
        turns.succeeded(BATCH, counts("loaded", 0), Duration.ofSeconds(30));
        assertThat(told()).isEmpty();
        turns.succeeded(BATCH, counts("loaded", 0), Duration.ofMillis(30_001));
        assertThat(told()).containsExactly("raised load-time loader");
        clock.advance(Duration.ofMinutes(20));
        assertThat(told()).as("nothing was loaded since").isEmpty();

        turns.succeeded(BATCH, counts("loaded", 0), null);
        assertThat(told()).as("it was loaded before").isEmpty();
        turns.succeeded(BATCH, counts("loaded", 0), FAST);

        assertThat(told()).containsExactly("over load-time loader");
    }

    private List<String> told() {
        return alerts.due().stream()
                .map(alert ->
                        alert.state().key() + " " + alert.finding().condition().key() + " "
                                + alert.finding().subject())
                .toList();
    }

    private static Failure failure(Kind kind) {
        return new Failure(kind, "no privilege", List.of());
    }

    private static BatchCounts counts(String status, long missing) {
        return new BatchCounts(status, 1, 1, 0, 0, missing, 10, 5, 5, 5, 0, 0, 0, 0, 0);
    }
}
