package routes.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Counts the alerts that were sent and those that could not be, by channel, for {@code /observe/metrics}. Thread-safe. */
public final class AlertMeters {
    private final Map<String, Counter> sent = new TreeMap<>();
    private final Map<String, Counter> failed = new TreeMap<>();

    /** Takes the names of the channels. */
    public AlertMeters(MeterRegistry registry, Collection<String> channels) {
        for (String channel : channels) {
            sent.put(channel, counter(registry, "snowline.alerts.sent", "Alerts sent", channel));
            failed.put(channel, counter(registry, "snowline.alerts.failed", "Alerts that could not be sent", channel));
        }
    }

    public void sent(String channel) {
        sent.get(channel).increment();
    }

    public void failed(String channel) {
        failed.get(channel).increment();
    }

    private static Counter counter(MeterRegistry registry, String name, String description, String channel) {
        return Counter.builder(name)
                .description(description)
                .tag("channel", channel)
                .register(registry);
    }
}
