package routes.settings;

import java.time.Duration;

/**
 * How records are sent again.
 *
 * @param backoff how long to wait after the first failure; doubles with each one after it
 * @param backoffLimit the longest wait between two tries, and so the longest delay after an outage ends
 */
public record DeliverSettings(Duration backoff, Duration backoffLimit) {
    public DeliverSettings {
        AtLeast.check("deliver.backoff", backoff, AtLeast.SHORTEST);
        AtLeast.check("deliver.backoff-limit", backoffLimit, backoff);
    }
}
