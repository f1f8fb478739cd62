package local.wire;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * Something that goes wrong, on purpose, for the requests it matches until it is closed.
 *
 * <p>Thread-safe.
 */
public class Fault implements AutoCloseable {

    enum Kind {
        HOLD_BEFORE,
        HOLD_AFTER,
        DROP_BEFORE,
        DROP_AFTER,
        ANSWER,
        DELAY
    }

    private final Kind kind;
    private final Predicate<Request> when;
    private long remaining = Long.MAX_VALUE;
    private long hits;

    Fault(Kind kind, Predicate<Request> when) {
        this.kind = kind;
        this.when = when;
    }

    /** From now on the fault strikes at most that many requests more. */
    public synchronized Fault times(long requests) {
        remaining = requests;
        return this;
    }

    /** Requests struck so far. */
    public synchronized long hits() {
        return hits;
    }

    /**
     * Waits until a request has been struck.
     *
     * @return whether one was within that time
     */
    public synchronized boolean awaitHit(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (hits == 0) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        return true;
    }

    /** Ends the fault; requests already struck stay struck, held ones go on. */
    @Override
    public synchronized void close() {
        remaining = 0;
    }

    Kind kind() {
        return kind;
    }

    synchronized boolean strikes(Request request) {
        if (remaining == 0 || !when.test(request)) {
            return false;
        }
        remaining--;
        hits++;
        notifyAll();
        return true;
    }
}
