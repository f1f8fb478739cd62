package routes.watch;

import org.apache.camel.health.HealthCheckResultBuilder;

/** Readiness: DOWN while a feed stands still, with the reason. The process is alive all the same, and goes on trying. */
public final class StallCheck extends ReadinessCheck {
    private final Stalls stalls;

    /** Takes what stands still. */
    public StallCheck(Stalls stalls) {
        super("tail-stalled");
        this.stalls = stalls;
    }

    @Override
    void look(HealthCheckResultBuilder answer) {
        for (Stall stall : stalls.all()) {
            answer.down().message(stall.toString()).detail("feed." + stall.feed(), stall.toString());
        }
    }
}
