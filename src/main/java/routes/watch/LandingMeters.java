package routes.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import routes.batch.Landing;
import routes.batch.StoredObject;

/**
 * Shows what waits in landing, by the latest listing that succeeded. Once that is old, numbers and bytes are not known any
 * more; the age of an object that waited then goes on growing, and is not known where nothing did. Thread-safe.
 */
public final class LandingMeters {
    private static final String LANDING = "snowline.landing.";

    private final Landing landing;
    private final Duration valid;
    private final Clock clock;

    /**
     * Shows the declared feeds.
     *
     * @param valid how old a listing may be to count as what is there now
     */
    public LandingMeters(
            MeterRegistry registry, Collection<String> feeds, Landing landing, Duration valid, Clock clock) {
        this.landing = landing;
        this.valid = valid;
        this.clock = clock;
        feeds.forEach(feed -> show(registry, feed));
    }

    private void show(MeterRegistry registry, String feed) {
        Gauge.builder(LANDING + "objects", this, meters -> meters.now(feed, List::size))
                .description("Objects in landing that wait to be claimed, 1000 at most: one page of the listing")
                .tag("feed", feed)
                .strongReference(true)
                .register(registry);
        Gauge.builder(LANDING + "bytes", this, meters -> meters.now(feed, LandingMeters::bytes))
                .description("Their bytes")
                .baseUnit("bytes")
                .tag("feed", feed)
                .strongReference(true)
                .register(registry);
        TimeGauge.builder(LANDING + "oldest.age", this, TimeUnit.SECONDS, meters -> meters.age(feed))
                .description("How long the oldest of them has been waiting; 0 if none waits")
                .tag("feed", feed)
                .strongReference(true)
                .register(registry);
    }

    private double now(String feed, ToDoubleFunction<List<StoredObject>> value) {
        return landing.lastLook()
                .filter(this::isValid)
                .map(look -> value.applyAsDouble(objects(look, feed)))
                .orElse(Double.NaN);
    }

    private double age(String feed) {
        Optional<Landing.Look> look = landing.lastLook();
        Optional<Instant> oldest = look.flatMap(seen ->
                objects(seen, feed).stream().map(StoredObject::modifiedAt).min(Comparator.naturalOrder()));
        if (oldest.isPresent()) {
            long millis = Duration.between(oldest.get(), clock.instant()).toMillis();
            return Math.max(0, millis / (double) TimeUnit.SECONDS.toMillis(1));
        }
        return look.filter(this::isValid).isPresent() ? 0 : Double.NaN;
    }

    private boolean isValid(Landing.Look look) {
        return look.at().plus(valid).isAfter(clock.instant());
    }

    private static List<StoredObject> objects(Landing.Look look, String feed) {
        return look.waiting().feeds().getOrDefault(feed, List.of());
    }

    private static double bytes(List<StoredObject> objects) {
        return objects.stream().mapToLong(StoredObject::size).sum();
    }
}
