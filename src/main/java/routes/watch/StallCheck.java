package routes.watch;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Readiness: DOWN while a feed stands still, with the reason. The process is alive all the same, and goes on trying. */
public final class StallCheck extends AbstractHealthCheck {
    private final Stalls stalls;

    /** Takes what stands still. */
    public StallCheck(Stalls stalls) {
        super("snowline", "tail-stalled");
        this.stalls = stalls;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.up();
        for (Stall stall : stalls.all()) {
            builder.down().message(stall.toString()).detail("feed." + stall.feed(), stall.toString());
        }
    }
}
