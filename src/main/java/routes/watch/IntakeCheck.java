package routes.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.health.HealthCheckResultBuilder;
import routes.delivery.Outages;
import routes.ingest.KinesisIntake;

/**
 * Readiness: DOWN while a stream takes nothing, with the reason. Only posts find out that an outage is over, and a gateway
 * that is not ready may get none; so it is ready again once no call has failed for a while.
 */
public final class IntakeCheck extends ReadinessCheck {
    /** A shorter outage is no reason to send clients elsewhere. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long a failure counts. A few checks of a balancer fit in. */
    static final Duration MEMORY = Duration.ofSeconds(30);

    private final KinesisIntake intake;
    private final Clock clock;

    /** Takes what is watched, and the clock by which calls fail. */
    public IntakeCheck(KinesisIntake intake, Clock clock) {
        super("ingest-away");
        this.intake = intake;
        this.clock = clock;
    }

    @Override
    void look(HealthCheckResultBuilder answer) {
        for (String feed : intake.feeds()) {
            intake.outage(feed).filter(this::counts).ifPresent(outage -> {
                String message =
                        "Events of feed " + feed + " are not taken since " + outage.since() + ": " + outage.reason();
                answer.down().message(message).detail("feed." + feed, message);
            });
        }
    }

    private boolean counts(Outages.Outage outage) {
        Instant now = clock.instant();
        return !now.isBefore(outage.since().plus(PATIENCE))
                && now.isBefore(outage.lastAt().plus(MEMORY));
    }
}
