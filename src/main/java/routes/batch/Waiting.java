package routes.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import routes.settings.ClaimSettings;

/**
 * What waits in landing, as one page of each feed's listing shows it.
 *
 * @param feeds the objects by feed, in the order of keys
 */
public record Waiting(Map<String, List<StoredObject>> feeds) {

    /**
     * Whether a batch is due: the oldest object has waited for {@code claim.linger}, {@code claim.bytes} are waiting,
     * or a feed's page is full.
     */
    public boolean isDue(ClaimSettings settings, Instant now) {
        return oldest().compareTo(now.minus(settings.linger())) <= 0
                || bytes() >= settings.bytes().bytes()
                || feeds.values().stream().anyMatch(page -> page.size() >= settings.objects());
    }

    /** When the oldest object was put; far in the future if nothing waits. */
    public Instant oldest() {
        return feeds.values().stream()
                .flatMap(List::stream)
                .map(StoredObject::modifiedAt)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    /** How long the oldest object has been waiting; zero if nothing waits. */
    public Duration age(Instant now) {
        Instant oldest = oldest();
        return oldest.isAfter(now) ? Duration.ZERO : Duration.between(oldest, now);
    }

    public int objects() {
        return feeds.values().stream().mapToInt(List::size).sum();
    }

    public long bytes() {
        return feeds.values().stream()
                .flatMap(List::stream)
                .mapToLong(StoredObject::size)
                .sum();
    }
}
