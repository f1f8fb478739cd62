package routes.alert;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What meters show now, by their names. A meter that is not there shows nothing. Thread-safe. */
final class Readings {
    private static final String FEED = "feed";

    private final MeterRegistry registry;

    Readings(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The values of a gauge by feed, without those that are not a number: they are not measured. */
    Map<String, Double> byFeed(String gauge) {
        Map<String, Double> values = new TreeMap<>();
        for (Gauge found : registry.find(gauge).gauges()) {
            double value = found.value();
            if (!Double.isNaN(value)) {
                values.put(String.valueOf(found.getId().getTag(FEED)), value);
            }
        }
        return values;
    }

    /** The sum of a gauge over all its tags. */
    OptionalDouble gauge(String name) {
        Collection<Gauge> found = registry.find(name).gauges();
        return found.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(found.stream().mapToDouble(Gauge::value).sum());
    }

    /** The sum of a counter over all its tags; empty if nobody counts. */
    OptionalDouble count(String name) {
        Collection<Meter> found = registry.find(name).meters();
        return found.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(found.stream().mapToDouble(Readings::count).sum());
    }

    private static double count(Meter meter) {
        for (Measurement measurement : meter.measure()) {
            if (measurement.getStatistic() == Statistic.COUNT) {
                return measurement.getValue();
            }
        }
        return 0;
    }
}
