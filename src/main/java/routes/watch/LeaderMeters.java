package routes.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;

/** Tells {@code /observe/metrics} whether this loader leads: over all loaders of a pipeline the sum is to be one. */
public final class LeaderMeters {
    private LeaderMeters() {}

    /** Has it told from now on. */
    public static void register(MeterRegistry meters, BooleanSupplier leads) {
        Gauge.builder("snowline.leader", leads, leading -> leading.getAsBoolean() ? 1 : 0)
                .description("1 if this loader leads its pipeline, 0 if it stands by")
                .strongReference(true)
                .register(meters);
    }
}
