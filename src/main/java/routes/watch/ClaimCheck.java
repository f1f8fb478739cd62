package routes.watch;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import routes.operate.Claiming;
import routes.operate.Turns;

/**
 * Readiness of the loader that leads: DOWN while nothing is claimed, with the reason. The process is alive all the same.
 */
public final class ClaimCheck extends AbstractHealthCheck {
    private final Claiming claiming;
    private final Turns turns;
    private final BooleanSupplier leads;

    /** Takes what knows whether batches are claimed, why turns failed, and whether this loader leads. */
    public ClaimCheck(Claiming claiming, Turns turns, BooleanSupplier leads) {
        super("snowline", "claim-suspended");
        this.claiming = claiming;
        this.turns = turns;
        this.leads = leads;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.up();
        if (leads.getAsBoolean() && !claiming.status().state().isGoing()) {
            builder.down()
                    .message(turns.stop()
                            .map(stop -> "No batch is claimed since " + stop.at() + ": " + stop.reason()
                                    + ". Correct the cause, then resume the route claim or restart.")
                            .orElse("No batch is claimed: the route claim is suspended. Resume it or restart."));
        }
    }
}
