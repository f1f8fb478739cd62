package routes;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
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
    private final Clock clock;

    IntakeWatching(KinesisIntake intake, MeterRegistry meters, Clock clock) {
        this.intake = intake;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public void onContextStarted(CamelContext context) {
        new IntakeMeters(meters).intake(intake);
        HealthCheckRegistry.get(context).register(new IntakeCheck(intake, clock));
    }
}
