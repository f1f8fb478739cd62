package routes.alert;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Finds that fewer records went through than there should be, by the counters of what each role takes in. Nothing is judged
 * before the process has run for the whole time. Used by one thread.
 */
public final class FewRecordsWatch implements Runnable {
    /** The counter of each role: lines delivered, events stored, lines loaded. */
    static final Map<String, String> COUNTERS = Map.of(
            "agent", "snowline.deliver.lines",
            "gateway", "snowline.ingest.events.stored",
            "loader", "snowline.rows.parsed");

    /** 0 where another loader leads, which is no reason to complain here. */
    static final String LEADER = "snowline.leader";

    private final OpenAlerts alerts;
    private final Readings readings;
    private final long least;
    private final Duration within;
    private final Clock clock;
    private final Map<String, Rise> rises = new LinkedHashMap<>();

    /** Takes how many records there should be at least, and within which time. */
    public FewRecordsWatch(OpenAlerts alerts, MeterRegistry meters, long least, Duration within, Clock clock) {
        this.alerts = alerts;
        this.readings = new Readings(meters);
        this.least = least;
        this.within = within;
        this.clock = clock;
        COUNTERS.keySet().forEach(role -> rises.put(role, new Rise(within)));
    }

    @Override
    public void run() {
        Instant now = clock.instant();
        COUNTERS.forEach((role, counter) -> {
            Rise rise = rises.get(role);
            OptionalDouble records = rise.of(now, readings.count(counter));
            if (records.isPresent() && rise.isWhole(now)) {
                judge(role, (long) records.getAsDouble());
            }
        });
    }

    private void judge(String role, long records) {
        boolean isStandby = role.equals("loader") && readings.gauge(LEADER).orElse(1) == 0;
        if (records >= least || isStandby) {
            alerts.end(Condition.FEW_RECORDS, role);
            return;
        }
        alerts.begin(new Finding(
                Condition.FEW_RECORDS,
                role,
                "The " + role + " saw " + records + " records in " + within.toSeconds() + " s, fewer than " + least
                        + ".",
                "Look whether the applications write and the hosts deliver (`java -jar snowline.jar agent status`)."
                        + " If this is usual, lower alert.few-records.",
                Map.of("records", Long.toString(records))));
    }
}
