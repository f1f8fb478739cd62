package routes.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/**
 * Shows the balances as {@code snowline.balance}: what is unaccounted for, zero when all is well, and no number where it is
 * not measured. Thread-safe.
 */
public final class Balances {
    private final MeterRegistry registry;

    /** Takes where the meters go. */
    public Balances(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Shows one.
     *
     * @param balance which: agent, batch or end_to_end
     */
    public <T> void show(String balance, T of, ToDoubleFunction<T> unaccounted) {
        Gauge.builder("snowline.balance", of, unaccounted)
                .description("What is unaccounted for: bytes (agent, end_to_end) or rows (batch); 0 when all is well")
                .tag("balance", balance)
                .strongReference(true)
                .register(registry);
    }
}
