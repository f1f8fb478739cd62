package routes.watch;

import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import routes.operate.Claiming;
import routes.operate.Turns;

/**
 * Readiness of the loader that leads: DOWN while a failure or a suspended route has it claim nothing, with the reason; UP
 * while a person has paused it, with who and since when. The process is alive all the same.
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
        Claiming.Status status = claiming.status();
        Optional<Turns.Failed> stop = turns.stop();
        if (!leads.getAsBoolean() || status.state().isGoing()) {
            return;
        }
        if (stop.isPresent()) {
            builder.down()
                    .message("No batch is claimed since " + stop.get().at() + ": "
                            + stop.get().reason()
                            + ". Correct the cause, then resume the route claim or restart.");
        } else if (status.state() == Claiming.State.PAUSED) {
            builder.message(
                    "Claiming is paused by " + status.by() + " since " + status.since() + ": " + status.reason());
        } else {
            builder.down()
                    .message("No batch is claimed: the route claim is suspended or stopped. Resume it or start it,"
                            + " or restart.");
        }
    }
}
