package routes.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Whether this loader leads its pipeline, that is, takes its batches; shown as {@code snowline.leader}. A loader whom nobody
 * tells otherwise leads alone. Thread-safe.
 */
public final class Leading {
    private volatile boolean isLeading = true;

    /** Takes where it is shown. */
    public Leading(MeterRegistry registry) {
        Gauge.builder("snowline.leader", this, leading -> leading.isLeading ? 1 : 0)
                .description("1 if this loader takes the batches of its pipeline, 0 while another one does")
                .strongReference(true)
                .register(registry);
    }

    /** Takes note that this loader leads from now on, or does not. */
    public void set(boolean leads) {
        isLeading = leads;
    }

    public boolean isLeading() {
        return isLeading;
    }
}
