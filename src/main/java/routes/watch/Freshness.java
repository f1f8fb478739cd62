package routes.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.text.Printable;

/**
 * Shows how old the newest event of each feed is that the marts have, as {@code snowline.freshness}. It is no number where
 * that is not known: before it was read, once it could not be read, while another loader leads, for a feed that never
 * loaded, and where the newest event claims to be of a time to come. Thread-safe.
 */
public final class Freshness {
    /** Clocks of hosts may differ by as much; a later event tells nothing of how new the others are. */
    static final Duration AHEAD = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(Freshness.class);

    private final BooleanSupplier leads;
    private final Clock clock;
    private volatile Map<String, Instant> newest;
    private volatile boolean isTold;

    /** Shows it of the declared feeds, as long as this loader leads. */
    public Freshness(MeterRegistry registry, Collection<String> feeds, BooleanSupplier leads, Clock clock) {
        this.leads = leads;
        this.clock = clock;
        feeds.forEach(feed -> TimeGauge.builder(
                        "snowline.freshness", this, TimeUnit.SECONDS, freshness -> freshness.seconds(feed))
                .description("Seconds since the newest event in the marts happened")
                .tag("feed", feed)
                .strongReference(true)
                .register(registry));
    }

    /** Whether it has to be read: this loader leads and does not know. */
    public boolean isWanted() {
        if (!leads.getAsBoolean()) {
            // The next time that this one leads, another may have loaded in between.
            newest = null;
            return false;
        }
        return newest == null;
    }

    /**
     * Takes what was read.
     *
     * @param read the newest event of each feed that has one
     */
    public void read(Map<String, Instant> read) {
        newest = Map.copyOf(read);
        isTold = false;
    }

    /** Takes note that it cannot be read. */
    public void failed(Exception cause) {
        newest = null;
        if (!isTold) {
            isTold = true;
            LOG.warn(
                    "Cannot read how new the marts are, so snowline_freshness_seconds is not measured; tried again each"
                            + " minute: {}",
                    Printable.message(cause));
        }
    }

    private double seconds(String feed) {
        Map<String, Instant> known = newest;
        Instant event = known == null ? null : known.get(feed);
        Instant now = clock.instant();
        if (event == null || !leads.getAsBoolean() || event.isAfter(now.plus(AHEAD))) {
            return Double.NaN;
        }
        return Math.max(0, Duration.between(event, now).toMillis() / (double) TimeUnit.SECONDS.toMillis(1));
    }
}
