package routes.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.notify.Notice;
import routes.notify.Notice.Kind;

/**
 * Counts messages about new objects by what they say, for {@code /observe/metrics}, and tells now and then of those that
 * say nothing of use: at most one line a minute, however many come. Thread-safe.
 */
public final class NotifyMeters {
    private static final Logger LOG = LoggerFactory.getLogger(NotifyMeters.class);
    private static final Duration REMINDER = Duration.ofMinutes(1);
    private static final Set<Kind> ODD = EnumSet.of(Kind.OTHER, Kind.MALFORMED);

    private final Clock clock;
    private final Map<Kind, Counter> messages = new EnumMap<>(Kind.class);
    private Instant toldAt = Instant.EPOCH;
    private long untold;

    /**
     * Creates it.
     *
     * @param away for how many seconds the queue has not been readable
     */
    public NotifyMeters(MeterRegistry registry, DoubleSupplier away, Clock clock) {
        this.clock = clock;
        for (Kind kind : Kind.values()) {
            messages.put(
                    kind,
                    Counter.builder("snowline.notify.messages")
                            .description("Messages about new objects: landed, other, test or malformed")
                            .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        TimeGauge.builder("snowline.notify.away", away, TimeUnit.SECONDS, DoubleSupplier::getAsDouble)
                .description("For how long the queue has not been readable")
                .strongReference(true)
                .register(registry);
    }

    /** Counts a message; called once for each time that it is received. */
    public void count(Notice notice) {
        messages.get(notice.kind()).increment();
        if (notice.kind() == Kind.TEST) {
            LOG.info("S3 has tried the queue of notify.queue: its notifications are set up");
        } else if (ODD.contains(notice.kind())) {
            odd(notice);
        }
    }

    private synchronized void odd(Notice notice) {
        untold++;
        Instant now = clock.instant();
        if (!now.isBefore(toldAt.plus(REMINDER))) {
            LOG.warn(
                    "{} messages of notify.queue told of no object of a declared feed and were deleted; the last one: {}",
                    untold,
                    notice.reason());
            toldAt = now;
            untold = 0;
        }
    }
}
