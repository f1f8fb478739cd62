package routes.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import routes.batch.EventDelay;

/**
 * Shows how long events were on their way from being received by HTTP to being loaded, for {@code /observe/metrics}. Not a
 * number until a batch of this process had such events. Thread-safe.
 */
public final class DelayMeters {
    private final AtomicReference<Double> seconds = new AtomicReference<>(Double.NaN);
    private final Counter firehose;
    private final Counter kinesis;

    public DelayMeters(MeterRegistry registry) {
        TimeGauge.builder("snowline.events.delay", seconds, TimeUnit.SECONDS, AtomicReference::get)
                .description(
                        "The longest time that an event of the latest batch was on its way from gateway to warehouse")
                .register(registry);
        firehose = late(registry, "firehose");
        kinesis = late(registry, "kinesis");
    }

    /** Takes note of a batch; called once for each, when it is in the archive. */
    public void note(EventDelay delay) {
        delay.longest().ifPresent(longest -> seconds.set((double) longest.toSeconds()));
        if (delay.isLateForFirehose()) {
            firehose.increment();
        }
        if (delay.isLateForKinesis()) {
            kinesis.increment();
        }
    }

    private static Counter late(MeterRegistry registry, String keeper) {
        return Counter.builder("snowline.batches.late")
                .description(
                        "Batches with events that took more than a quarter of what Firehose or Kinesis keeps them for")
                .tag("keeper", keeper)
                .register(registry);
    }
}
