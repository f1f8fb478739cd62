package routes.watch;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.ToDoubleFunction;

/** Meters that read what somebody else keeps. Thread-safe. */
final class FeedMeters {
    private final MeterRegistry registry;

    FeedMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Shows what goes up and down. */
    <T> void gauge(String name, String description, Tags tags, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    /** Shows what only grows. */
    <T> void counter(String name, String description, Tags tags, T of, ToDoubleFunction<T> value) {
        FunctionCounter.builder(name, of, value)
                .description(description)
                .tags(tags)
                .register(registry);
    }
}
