package routes.watch;

import java.util.function.BooleanSupplier;
import org.apache.camel.health.HealthCheckResultBuilder;

/** Readiness of a loader that may stand by: UP in either case, since it can take over, with the word which it is. */
public final class LeaderCheck extends ReadinessCheck {
    private final BooleanSupplier leads;

    /** Takes what knows whether it leads. */
    public LeaderCheck(BooleanSupplier leads) {
        super("leader");
        this.leads = leads;
    }

    @Override
    void look(HealthCheckResultBuilder answer) {
        String state = leads.getAsBoolean() ? "leads" : "stands by";
        answer.message("This loader " + state).detail("leader", state);
    }
}
