package routes.watch;

import java.time.Clock;
import java.time.Duration;
import org.apache.camel.health.HealthCheckResultBuilder;
import routes.operate.Turns;

/** Readiness: DOWN while a batch is in hand for too long, with how its last turn failed. It is tried again all the same. */
public final class BatchCheck extends ReadinessCheck {
    private final Turns turns;
    private final Duration after;
    private final Clock clock;

    /** Takes how long a batch may be in hand. */
    public BatchCheck(Turns turns, Duration after, Clock clock) {
        super("batch-stalled");
        this.turns = turns;
        this.after = after;
        this.clock = clock;
    }

    @Override
    void look(HealthCheckResultBuilder answer) {
        turns.inHand()
                .filter(batch -> !clock.instant().isBefore(batch.since().plus(after)))
                .ifPresent(batch -> answer.down()
                        .message("Batch " + batch.batch() + " is in hand since " + batch.since()
                                + " and not finished. Last failure: "
                                + turns.lastFailure()
                                        .map(Turns.Failed::toString)
                                        .orElse("none; a statement may be running")));
    }
}
