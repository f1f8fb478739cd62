package routes;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.OnCamelContextStarted;
import routes.ingest.KinesisIntake;
import routes.watch.IntakeCheck;
import routes.watch.IntakeMeters;

/** Has what a gateway puts on Kinesis watched from its start: meters and readiness. */
final class IntakeWatching implements OnCamelContextStarted {
    private final KinesisIntake intake;
    private final MeterRegistry meters;
    private final Duration awayFor;
    private final Clock clock;

    /** Takes how long a stream may take nothing before people are told. */
    IntakeWatching(KinesisIntake intake, MeterRegistry meters, Duration awayFor, Clock clock) {
        this.intake = intake;
        this.meters = meters;
        this.awayFor = awayFor;
        this.clock = clock;
    }

    @Override
    public void onContextStarted(CamelContext context) {
        new IntakeMeters(meters).intake(intake);
        HealthCheckRegistry.get(context).register(new IntakeCheck(intake, clock));
        AlertWiring.watchStalls(
                context,
                this::away,
                "Look at the stream and at what this process may do there. Posts are answered 503, and clients send"
                        + " them again.");
    }

    /** What has been away for long enough to be told of, by feed. */
    private Map<String, String> away() {
        Map<String, String> away = new TreeMap<>();
        for (String feed : intake.feeds()) {
            intake.outage(feed)
                    .filter(outage -> !clock.instant().isBefore(outage.since().plus(awayFor)))
                    .ifPresent(outage -> away.put(
                            feed,
                            "Events of " + feed + " are not taken since " + outage.since() + ": " + outage.reason()));
        }
        return away;
    }
}
