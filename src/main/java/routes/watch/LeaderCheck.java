package routes.watch;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Readiness of a loader that may stand by: UP in either case, since it can take over, with the word which it is. */
public final class LeaderCheck extends AbstractHealthCheck {
    private final BooleanSupplier leads;

    /** Takes what knows whether it leads. */
    public LeaderCheck(BooleanSupplier leads) {
        super("snowline", "leader");
        this.leads = leads;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        String state = leads.getAsBoolean() ? "leads" : "stands by";
        builder.up().message("This loader " + state).detail("leader", state);
    }
}
