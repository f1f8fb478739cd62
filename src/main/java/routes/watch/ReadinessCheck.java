package routes.watch;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** A check of readiness alone: what is wrong outside, a restart of the process does not mend. */
abstract class ReadinessCheck extends AbstractHealthCheck {
    ReadinessCheck(String id) {
        super("snowline", id);
    }

    /** Looks, and says what is wrong; what is answered is UP before. */
    abstract void look(HealthCheckResultBuilder answer);

    @Override
    public final boolean isLiveness() {
        return false;
    }

    @Override
    protected final void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        look(builder.up());
    }
}
