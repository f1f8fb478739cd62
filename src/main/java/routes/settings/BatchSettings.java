package routes.settings;

import java.time.Duration;

/**
 * How long a batch that met an outage waits for its next turn, and how long it may take.
 *
 * @param retryDelay the wait after the first failure; doubled at each further one
 * @param retryLimit the longest wait
 * @param stallAfter how long a batch may be in hand before the loader is not ready
 */
public record BatchSettings(Duration retryDelay, Duration retryLimit, Duration stallAfter) {
    public BatchSettings {
        AtLeast.check("batch.retry-delay", retryDelay, AtLeast.SHORTEST);
        AtLeast.check("batch.retry-limit", retryLimit, retryDelay);
        AtLeast.check("batch.stall-after", stallAfter, AtLeast.SHORTEST);
    }
}
