package routes.alert;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;

/** Finds feeds whose newest record in the marts is old, by the gauge {@value #FRESHNESS}. Used by one thread. */
public final class FreshnessWatch implements Runnable {
    /** Seconds since the time of the newest record in the marts; not a number if it is not known. */
    static final String FRESHNESS = "snowline.freshness";

    private final OpenAlerts alerts;
    private final Readings readings;
    private final Duration most;

    /** Takes how old the newest record may be. */
    public FreshnessWatch(OpenAlerts alerts, MeterRegistry meters, Duration most) {
        this.alerts = alerts;
        this.readings = new Readings(meters);
        this.most = most;
    }

    @Override
    public void run() {
        readings.byFeed(FRESHNESS).forEach(this::judge);
    }

    private void judge(String feed, double seconds) {
        if (seconds <= most.toSeconds()) {
            alerts.end(Condition.FRESHNESS, feed);
            return;
        }
        alerts.begin(new Finding(
                Condition.FRESHNESS,
                feed,
                "The newest record of " + feed + " in the marts is " + (long) seconds + " s old, more than "
                        + most.toSeconds() + " s.",
                "Look where it waits: `java -jar snowline.jar agent status` on the hosts, the delivery stream's"
                        + " DeliveryToS3.DataFreshness, landing/" + feed + "/, processing/. If nothing was written,"
                        + " raise alert.freshness or name freshness in alert.off.",
                Map.of("feed", feed, "seconds", Long.toString((long) seconds))));
    }
}
