package routes.settings;

import java.time.Duration;

/**
 * How long a batch that met an outage waits for its next turn.
 *
 * @param retryDelay the wait after the first failure; doubled at each further one
 * @param retryLimit the longest wait
 */
public record BatchSettings(Duration retryDelay, Duration retryLimit) {
    public BatchSettings {
        AtLeast.check("batch.retry-delay", retryDelay, AtLeast.SHORTEST);
        AtLeast.check("batch.retry-limit", retryLimit, retryDelay);
    }
}
