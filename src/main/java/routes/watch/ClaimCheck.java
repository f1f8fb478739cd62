package routes.watch;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Readiness: DOWN while nothing is claimed, with the reason. The process is alive all the same. */
public final class ClaimCheck extends AbstractHealthCheck {
    private final Claiming claiming;

    public ClaimCheck(Claiming claiming) {
        super("snowline", "claim-suspended");
        this.claiming = claiming;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.up();
        claiming.complaint().ifPresent(complaint -> builder.down().message(complaint));
    }
}
