package routes.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import routes.batch.BatchCounts;
import routes.batch.Batches;
import routes.batch.Claimed;
import routes.delivery.SetClock;
import routes.failure.Failure;
import routes.failure.Failure.Kind;
import routes.watch.BatchCheck;
import routes.watch.BatchMeters;
import routes.watch.ManagedBatches;

class TurnsTest {
    private static final Duration AFTER = Duration.ofMinutes(30);
    private static final Claimed BATCH = Batches.claimed();
    private static final BatchCounts COUNTS = new BatchCounts("held", 1, 1, 0, 0, 0, 10, 4, 6, 0, 0, 0, 0, 4, 0);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final SetClock clock = new SetClock();
    private boolean leads = true;
    private final Turns turns = new Turns(registry, () -> leads, clock);

    @Test
    void countsFailedTurnsByKindFromTheStart() {
        assertThat(lines("snowline_turns_failed"))
                .containsExactlyInAnyOrder(
                        "snowline_turns_failed_total{kind=\"fenced_out\"} 0.0",
                        "snowline_turns_failed_total{kind=\"poison\"} 0.0",
                        "snowline_turns_failed_total{kind=\"retryable\"} 0.0",
                        "snowline_turns_failed_total{kind=\"systemic\"} 0.0");
        turns.failed(Batches.ID.value(), failure(Kind.POISON));
        turns.failed(Batches.ID.value(), failure(Kind.SYSTEMIC));
        turns.failed(Batches.ID.value(), failure(Kind.SYSTEMIC));
        assertThat(lines("snowline_turns_failed"))
                .contains(
                        "snowline_turns_failed_total{kind=\"poison\"} 1.0",
                        "snowline_turns_failed_total{kind=\"systemic\"} 2.0");
    }

    @Test
    void tellsTheAgeOfABatchFromItsFirstTurnUntilItIsFinished() {
        assertThat(lines("snowline_batch_age")).containsExactly("snowline_batch_age_seconds 0.0");
        turns.takes(BATCH);
        clock.advance(Duration.ofSeconds(90));
        turns.failed(Batches.ID.value(), failure(Kind.RETRYABLE));
        turns.takes(BATCH);
        assertThat(lines("snowline_batch_age")).containsExactly("snowline_batch_age_seconds 90.0");
        turns.finished(COUNTS);
        assertThat(lines("snowline_batch_age")).containsExactly("snowline_batch_age_seconds 0.0");
    }

    @Test
    void forgetsABatchThatIsNotThereAnyMore() {
        turns.takes(BATCH);
        clock.advance(AFTER);
        turns.takes(null);
        assertThat(lines("snowline_batch_age")).containsExactly("snowline_batch_age_seconds 0.0");
    }

    @Test
    void saysThatItIsNotReadyOnceABatchTakesTooLongAndWhy() {
        assertThat(ready().getState()).isEqualTo(HealthCheck.State.UP);
        turns.takes(BATCH);
        turns.failed(Batches.ID.value(), failure(Kind.RETRYABLE));
        clock.advance(AFTER.minusMillis(1));
        assertThat(ready().getState()).isEqualTo(HealthCheck.State.UP);
        clock.advance(Duration.ofMillis(1));
        assertThat(ready().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(ready().getMessage().orElseThrow())
                .startsWith("Batch " + Batches.ID + " is in hand since 2026-11-20T10:00:00.500Z")
                .contains("the account is locked (an outage, tried again at the next turn)");
        turns.finished(COUNTS);
        assertThat(ready().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void saysThatNothingHasFailedWhereAStatementTakesLong() {
        turns.takes(BATCH);
        clock.advance(AFTER);
        assertThat(ready().getMessage().orElseThrow()).endsWith("Last failure: none; a statement may be running");
    }

    @Test
    void showsBatchesAndFailuresForJmx() {
        BatchMeters meters = new BatchMeters(registry);
        ManagedBatches shown = new ManagedBatches(turns, meters);
        assertThat(List.of(
                        shown.getInHand(),
                        shown.getInHandSince(),
                        shown.getLast(),
                        shown.getLastAt(),
                        shown.getFailingSince(),
                        shown.getLastFailure()))
                .containsOnly("");
        assertThat(shown.getLastCounts()).isEmpty();

        turns.takes(BATCH);
        turns.failed(Batches.ID.value(), failure(Kind.RETRYABLE));
        clock.advance(Duration.ofSeconds(90));
        turns.failed(Batches.ID.value(), failure(Kind.SYSTEMIC));

        assertThat(shown.getInHand()).isEqualTo(Batches.ID.value());
        assertThat(shown.getInHandSince()).isEqualTo("2026-11-20T10:00:00.500Z");
        assertThat(shown.getFailingSince()).isEqualTo("2026-11-20T10:00:00.500Z");
        assertThat(shown.getLastFailure()).startsWith("the account is locked (").contains("claim");

        turns.finished(COUNTS);
        meters.count(COUNTS, Duration.ZERO);

        assertThat(shown.getInHand() + shown.getFailingSince() + shown.getLastFailure())
                .isEmpty();
        assertThat(shown.getLast()).isEqualTo(Batches.ID.value());
        assertThat(shown.getLastAt()).isEqualTo("2026-11-20T10:01:30.500Z");
        assertThat(shown.getLastCounts()).containsEntry("status", "held").containsEntry("rowsRejected", 6L);
        assertThat(shown.getHeld()).isEqualTo(1);
        assertThat(shown.getLoaded()).isZero();
    }

    @Test
    void leavesABatchToTheLoaderThatLeads() {
        turns.takes(BATCH);
        clock.advance(AFTER);
        leads = false;
        assertThat(ready().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(lines("snowline_batch_age")).containsExactly("snowline_batch_age_seconds 0.0");
    }

    @Test
    void isNeverAQuestionOfLiveness() {
        BatchCheck check = new BatchCheck(turns, AFTER, clock);
        assertThat(check.isReadiness()).isTrue();
        assertThat(check.isLiveness()).isFalse();
    }

    private HealthCheck.Result ready() {
        BatchCheck check = new BatchCheck(turns, AFTER, clock);
        check.setCamelContext(new DefaultCamelContext());
        return check.call(Map.of());
    }

    private static Failure failure(Kind kind) {
        return new Failure(kind, "the account is locked", List.of());
    }

    private List<String> lines(String name) {
        return registry.scrape().lines().filter(line -> line.startsWith(name)).toList();
    }
}
