package routes.alert;

import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Finds that too small a share of an hour's turns ended with a batch in the warehouse, by the counters {@value #BATCHES} and
 * {@value #FAILED}. A few turns are not judged. Used by one thread.
 */
public final class SuccessRateWatch implements Runnable {
    static final String BATCHES = "snowline.batches";
    static final String FAILED = "snowline.turns.failed";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String LOADING = "loader";
    private static final int HUNDRED = 100;

    private final OpenAlerts alerts;
    private final Readings readings;
    private final BigDecimal least;
    private final int turns;
    private final Clock clock;
    private final Rise batches = new Rise(HOUR);
    private final Rise failed = new Rise(HOUR);

    /**
     * Creates it.
     *
     * @param least the smallest share that is well, in percent
     * @param turns how many turns there must have been before they are judged
     */
    public SuccessRateWatch(OpenAlerts alerts, MeterRegistry meters, BigDecimal least, int turns, Clock clock) {
        this.alerts = alerts;
        this.readings = new Readings(meters);
        this.least = least;
        this.turns = turns;
        this.clock = clock;
    }

    @Override
    public void run() {
        Instant now = clock.instant();
        double good = batches.of(now, readings.count(BATCHES)).orElse(0);
        double bad = failed.of(now, readings.count(FAILED)).orElse(0);
        if (good + bad < turns) {
            alerts.end(Condition.SUCCESS_RATE, LOADING);
            return;
        }
        BigDecimal share = BigDecimal.valueOf(HUNDRED * good / (good + bad)).setScale(1, RoundingMode.FLOOR);
        if (share.compareTo(least) >= 0) {
            alerts.end(Condition.SUCCESS_RATE, LOADING);
            return;
        }
        alerts.begin(new Finding(
                Condition.SUCCESS_RATE,
                LOADING,
                (long) bad + " of the last hour's " + (long) (good + bad) + " turns failed: " + share
                        + "% succeeded, less than " + least.toPlainString() + "%.",
                "The log says of each why (`Batch …`), and the metric snowline_turns_failed_total of which kind they"
                        + " are.",
                Map.of("turns", Long.toString((long) (good + bad)), "failed", Long.toString((long) bad))));
    }
}
