package routes.alert;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumSet;
import java.util.Set;

/**
 * Ends what a loader knew of its turns once another loader leads, by the gauge {@value FewRecordsWatch#LEADER}: the other
 * one tells of it from then on. Used by one thread.
 */
public final class LeadershipWatch implements Runnable {
    private static final Set<Condition> OF_TURNS = EnumSet.of(
            Condition.BATCH_FAILED,
            Condition.BATCH_HELD,
            Condition.STOPPED,
            Condition.SUCCESS_RATE,
            Condition.LOAD_TIME);

    private final OpenAlerts alerts;
    private final Readings readings;

    public LeadershipWatch(OpenAlerts alerts, MeterRegistry meters) {
        this.alerts = alerts;
        this.readings = new Readings(meters);
    }

    @Override
    public void run() {
        if (readings.gauge(FewRecordsWatch.LEADER).orElse(1) == 0) {
            OF_TURNS.forEach(alerts::endAll);
        }
    }
}
