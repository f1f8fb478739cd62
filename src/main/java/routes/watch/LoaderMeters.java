package routes.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;
import routes.operate.Claiming;

/** Tells {@code /observe/metrics} whether this loader leads and whether it claims. */
public final class LoaderMeters {
    private LoaderMeters() {}

    /** Has it told from now on. */
    public static void register(MeterRegistry meters, BooleanSupplier leads, Claiming claiming) {
        Gauge.builder("snowline.leader", leads, leading -> leading.getAsBoolean() ? 1 : 0)
                .description("1 if this loader leads its pipeline, 0 if it stands by")
                .strongReference(true)
                .register(meters);
        Gauge.builder(
                        "snowline.claiming",
                        () -> !leads.getAsBoolean()
                                ? Double.NaN
                                : claiming.status().state().isGoing() ? 1 : 0)
                .description("1 if batches are claimed, 0 if the route claim is suspended")
                .strongReference(true)
                .register(meters);
    }
}
