package routes.ingest;

import java.time.Duration;

/**
 * How events are put.
 *
 * @param linger how long an event waits for others while calls could be made; zero for not at all
 * @param budgetBytes the most bytes of events that are not decided yet, {@link Budget#EVENT_OVERHEAD_BYTES} more for each
 * @param timeout how long an event is tried; decided then, whatever the stream does
 * @param inFlight the most calls under way for one feed
 */
public record Pace(Duration linger, long budgetBytes, Duration timeout, int inFlight) {
    /** The first wait after a call that failed or a record that was refused. */
    static final Duration BACKOFF = Duration.ofMillis(50);

    /** The longest wait; a shard's quota is by the second, and a request waits for the answer. */
    static final Duration BACKOFF_LIMIT = Duration.ofSeconds(1);

    /** How long one call may take: two fit in the time of an event, so that one that hangs can be made again. */
    public Duration longestCall() {
        return timeout.dividedBy(2);
    }
}
