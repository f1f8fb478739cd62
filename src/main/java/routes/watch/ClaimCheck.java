package routes.watch;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import routes.operate.Claiming;
import routes.operate.Turns;

/**
 * Readiness of the loader that leads: DOWN while a failure or a suspended route has it claim nothing, with the reason; UP
 * while a person has paused it, with who and since when. The process is alive all the same.
 */
public final class ClaimCheck extends ReadinessCheck {
    private final Claiming claiming;
    private final Turns turns;
    private final BooleanSupplier leads;

    /** Takes what knows whether batches are claimed, why turns failed, and whether this loader leads. */
    public ClaimCheck(Claiming claiming, Turns turns, BooleanSupplier leads) {
        super("claim-suspended");
        this.claiming = claiming;
        this.turns = turns;
        this.leads = leads;
    }

    @Override
    void look(HealthCheckResultBuilder answer) {
        Claiming.Status status = claiming.status();
        Optional<Turns.Failed> stop = turns.stop();
        if (!leads.getAsBoolean() || status.state().isGoing()) {
            return;
        }
        if (stop.isPresent()) {
            answer.down()
                    .message("No batch is claimed since " + stop.get().at() + ": "
                            + stop.get().reason()
                            + ". Correct the cause, then resume the route claim or restart.");
        } else if (status.state() == Claiming.State.PAUSED) {
            answer.message(
                    "Claiming is paused by " + status.by() + " since " + status.since() + ": " + status.reason());
        } else {
            answer.down()
                    .message("No batch is claimed: the route claim is suspended or stopped. Resume it or start it,"
                            + " or restart.");
        }
    }
}
