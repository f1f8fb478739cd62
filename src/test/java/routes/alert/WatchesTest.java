package routes.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import routes.delivery.SetClock;

/** What is found by looking at meters: when it begins and when it is over. */
class WatchesTest {
    private static final Duration QUIET = Duration.ofMinutes(10);

    private final SetClock clock = new SetClock();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final OpenAlerts alerts =
            new OpenAlerts(new Pacing(Set.of(), Duration.ZERO, QUIET, Duration.ofHours(4)), clock);

    @Test
    void findsAFeedWhoseMartsAreBehind() {
        AtomicReference<Double> orders = new AtomicReference<>(Double.NaN);
        gauge(FreshnessWatch.FRESHNESS, "orders", orders);
        gauge(FreshnessWatch.FRESHNESS, "events", new AtomicReference<>(1.0));
        Runnable watch = new FreshnessWatch(alerts, meters, Duration.ofMinutes(15));
        assertThat(look(watch)).isEmpty();

        orders.set(900.0);
        assertThat(look(watch)).isEmpty();
        orders.set(901.0);
        assertThat(look(watch)).containsExactly("raised freshness orders");
        assertThat(look(watch)).isEmpty();
        orders.set(Double.NaN);
        assertThat(look(watch)).isEmpty();
        orders.set(2.0);
        assertThat(look(watch)).isEmpty();
        clock.advance(QUIET);
        assertThat(look(watch)).containsExactly("over freshness orders");
    }

    @Test
    void findsThatTooManyTurnsFail() {
        Counter loaded = meters.counter(SuccessRateWatch.BATCHES, "status", "loaded");
        Counter held = meters.counter(SuccessRateWatch.BATCHES, "status", "held");
        Counter failed = meters.counter(SuccessRateWatch.FAILED, "kind", "retryable");
        Runnable watch = new SuccessRateWatch(alerts, meters, new BigDecimal("95"), 10, clock);
        look(watch);

        failed.increment(9);
        assertThat(look(watch)).as("too few to judge").isEmpty();
        loaded.increment(170);
        held.increment(1);
        assertThat(look(watch)).as("171 of 180 are 95 percent").isEmpty();
        failed.increment();
        assertThat(look(watch)).containsExactly("raised success-rate loader");
        loaded.increment(20);
        assertThat(look(watch)).isEmpty();
        clock.advance(QUIET);
        assertThat(look(watch)).containsExactly("over success-rate loader");
    }

    @Test
    void forgetsTurnsAfterAnHour() {
        Counter failed = meters.counter(SuccessRateWatch.FAILED, "kind", "retryable");
        Runnable watch = new SuccessRateWatch(alerts, meters, new BigDecimal("95"), 10, clock);
        look(watch);
        failed.increment(20);
        assertThat(look(watch)).containsExactly("raised success-rate loader");

        assertThat(lookEachMinute(watch, 58)).isEmpty();
        assertThat(lookEachMinute(watch, 15)).containsExactly("over success-rate loader");
    }

    @Test
    void findsTooFewRecordsOnceItHasLookedLongEnough() {
        LongAdder lines = new LongAdder();
        FunctionCounter.builder("snowline.deliver.lines", lines, LongAdder::doubleValue)
                .tag("feed", "orders")
                .register(meters);
        Runnable watch = new FewRecordsWatch(alerts, meters, 100, Duration.ofMinutes(5), clock);

        lines.add(99);
        assertThat(lookEachMinute(watch, 4)).isEmpty();
        assertThat(lookEachMinute(watch, 2)).containsExactly("raised few-records agent");
        lines.add(101);
        assertThat(lookEachMinute(watch, 1)).isEmpty();
        for (int i = 0; i < 12; i++) {
            lines.add(50);
            assertThat(lookEachMinute(watch, 1)).hasSizeLessThan(2);
        }
        assertThat(alerts.subjects(Condition.FEW_RECORDS)).isEmpty();
    }

    @Test
    void expectsNoRecordsOfALoaderThatDoesNotLead() {
        Counter.builder("snowline.rows.parsed").register(meters);
        AtomicReference<Double> leader = new AtomicReference<>(0.0);
        Gauge.builder("snowline.leader", leader, AtomicReference::get).register(meters);
        Runnable watch = new FewRecordsWatch(alerts, meters, 1, Duration.ofMinutes(5), clock);

        assertThat(lookEachMinute(watch, 20)).isEmpty();
        leader.set(1.0);
        assertThat(lookEachMinute(watch, 1)).containsExactly("raised few-records loader");
    }

    @Test
    void leavesItToTheOneThatLeadsToTellOfTurns() {
        AtomicReference<Double> leader = new AtomicReference<>(1.0);
        Runnable watch = new LeadershipWatch(alerts, meters);
        alerts.begin(new Finding(Condition.STOPPED, "loader", "", "", Map.of()));
        assertThat(look(watch)).as("no gauge").containsExactly("raised stopped loader");
        Gauge.builder("snowline.leader", leader, AtomicReference::get).register(meters);
        assertThat(look(watch)).isEmpty();

        leader.set(0.0);

        assertThat(look(watch)).containsExactly("over stopped loader");
    }

    @Test
    void findsWhatStandsStill() {
        Map<String, String> stalls = new TreeMap<>();
        Runnable watch = new StallWatch(alerts, () -> stalls, "look");
        assertThat(look(watch)).isEmpty();

        stalls.put("orders", "Feed orders stands still");
        assertThat(look(watch)).containsExactly("raised stall orders");
        stalls.clear();
        clock.advance(QUIET);
        assertThat(look(watch)).containsExactly("over stall orders");
    }

    @Test
    void looksOnWhenOneLookFails() {
        AlertWatch all = new AlertWatch();
        all.add(() -> {
            throw new IllegalStateException("made up");
        });
        all.add(new StallWatch(alerts, () -> Map.of("orders", "still"), ""));

        all.look();

        assertThat(alerts.due()).hasSize(1);
    }

    private List<String> lookEachMinute(Runnable watch, int minutes) {
        List<String> told = new java.util.ArrayList<>();
        for (int i = 0; i < minutes; i++) {
            told.addAll(look(watch));
            clock.advance(Duration.ofMinutes(1));
        }
        told.addAll(look(watch));
        return told;
    }

    private List<String> look(Runnable watch) {
        watch.run();
        return alerts.due().stream()
                .map(alert ->
                        alert.state().key() + " " + alert.finding().condition().key() + " "
                                + alert.finding().subject())
                .toList();
    }

    private void gauge(String name, String feed, AtomicReference<Double> value) {
        Gauge.builder(name, value, AtomicReference::get).tag("feed", feed).register(meters);
    }
}
