package routes.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.tail.Backlog;

/**
 * Finds feeds that stand still: a file is behind, what is behind could leave, and nothing of it has been acknowledged for
 * some time. A file that waits for its turn while others of the feed get on does not stand still, nor does one whose
 * writer has not ended its last line. Thread-safe.
 */
public final class Stalls {
    private static final Logger LOG = LoggerFactory.getLogger(Stalls.class);

    private final Duration after;
    private final Clock clock;
    private final Map<String, Stall> stalls = new ConcurrentHashMap<>();

    /** Takes how long a file may stand still. */
    public Stalls(Duration after, Clock clock) {
        this.after = after;
        this.clock = clock;
    }

    /**
     * Judges a feed by its latest scan, and logs when it begins and ends to stand still.
     *
     * @param lastError what is known of why, asked only if it does; empty if nothing is
     */
    public void judge(String feed, Backlog backlog, Supplier<String> lastError) {
        Optional<Stall> found = find(feed, backlog, lastError);
        Stall before = found.isPresent() ? stalls.put(feed, found.get()) : stalls.remove(feed);
        if (found.isPresent() && before == null) {
            LOG.warn("{}", found.get());
        } else if (found.isEmpty() && before != null) {
            LOG.info("Feed {} moves again; it stood still since {}", feed, before.since());
        }
    }

    /** How a feed stands still; empty if it does not. */
    public Optional<Stall> of(String feed) {
        return Optional.ofNullable(stalls.get(feed));
    }

    /** Every feed that stands still. */
    public Collection<Stall> all() {
        return stalls.values();
    }

    /** A sentence for each feed that stands still. */
    public Map<String, String> sentences() {
        Map<String, String> sentences = new TreeMap<>();
        stalls.forEach((feed, stall) -> sentences.put(feed, stall.toString()));
        return sentences;
    }

    private Optional<Stall> find(String feed, Backlog backlog, Supplier<String> lastError) {
        Instant limit = clock.instant().minus(after);
        if (backlog.scannedAt().equals(Instant.EPOCH)) {
            // The route has not started; Camel's own health tells of that.
            return Optional.empty();
        }
        if (!backlog.scannedAt().isAfter(limit)) {
            return Optional.of(new Stall(feed, "its files were not looked at", backlog.scannedAt(), lastError.get()));
        }
        boolean isFeedStill = !backlog.movedAt().isAfter(limit);
        return backlog.behind().stream()
                .filter(file -> !file.movedAt().isAfter(limit) && (isFeedStill || file.isUnderWay()))
                .min(Comparator.comparing(Backlog.File::movedAt))
                .map(file -> new Stall(
                        feed, file.bytes() + " bytes behind in " + file.path(), file.movedAt(), lastError.get()));
    }
}
