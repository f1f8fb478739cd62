package routes.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import routes.failure.Failure.Kind;

/**
 * Whether new batches are claimed, or the route {@code claim} is suspended: by a failure that would meet every batch alike,
 * or by a person. Shown as {@code snowline.claiming}, which is no number while another loader leads. Thread-safe.
 */
public final class Claiming {
    private static final String ROUTE = "claim";

    private final CamelContext camel;
    private final BooleanSupplier leads;
    private final Turns turns;

    /** Takes the context of the route, whether this loader leads, and who knows why the route might be suspended. */
    public Claiming(CamelContext camel, BooleanSupplier leads, Turns turns) {
        this.camel = camel;
        this.leads = leads;
        this.turns = turns;
    }

    /** Shows it. */
    public void show(MeterRegistry registry) {
        Gauge.builder("snowline.claiming", this, Claiming::value)
                .description("1 if batches are claimed, 0 if the route claim is suspended")
                .strongReference(true)
                .register(registry);
    }

    /** Why nothing is claimed, and what to do, as a sentence; empty if it is, and while another loader leads. */
    public Optional<String> complaint() {
        if (!leads.getAsBoolean() || isClaiming()) {
            return Optional.empty();
        }
        return Optional.of(turns.lastFailure()
                .filter(last -> last.failure().kind() == Kind.SYSTEMIC)
                .map(last -> "No batch is claimed since " + last.at() + ": "
                        + last.failure().reason() + ". Correct the cause, then resume the route claim or restart.")
                .orElse("No batch is claimed: the route claim is suspended. Resume it or restart."));
    }

    private double value() {
        return !leads.getAsBoolean() ? Double.NaN : isClaiming() ? 1 : 0;
    }

    private boolean isClaiming() {
        ServiceStatus status = camel.getRouteController().getRouteStatus(ROUTE);
        return status != null && status.isStarted();
    }
}
