package routes.failure;

import java.time.Clock;
import java.time.Instant;
import routes.delivery.Backoff;

/**
 * When the loader may take its next turn after an outage. Kept in memory only: a restart tries at once. Thread-safe.
 */
public final class NextTurn {
    private final Backoff backoff;
    private final Clock clock;
    private int failures;
    private Instant after = Instant.EPOCH;

    /**
     * Creates it, due at once.
     *
     * @param clock a steady one: after the system's is set back, nothing would be due for as long
     */
    public NextTurn(Backoff backoff, Clock clock) {
        this.backoff = backoff;
        this.clock = clock;
    }

    /** When the next turn may begin; in the past if it may at once. */
    public synchronized Instant after() {
        return after;
    }

    public synchronized boolean isDue() {
        return !clock.instant().isBefore(after);
    }

    /** Puts the next turn off, longer after each failure in a row. */
    public synchronized void failed() {
        failures++;
        after = clock.instant().plusMillis(backoff.millis(failures));
    }

    public synchronized void succeeded() {
        failures = 0;
        after = Instant.EPOCH;
    }
}
