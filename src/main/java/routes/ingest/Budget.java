package routes.ingest;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The memory that undecided events may take. Safe for any number of threads. */
final class Budget {
    /** What an event takes beside its line: the array's head, its place in a record and in an answer. */
    static final int EVENT_OVERHEAD_BYTES = 64;

    /** When to try again. Calls take some hundredths of a second, so this is long for what is taken meanwhile. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final long limitBytes;
    private final AtomicLong taken = new AtomicLong();

    Budget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /**
     * Takes room. What is larger than all of the budget is let in alone.
     *
     * @throws BusyException if there is not enough
     */
    void take(long bytes) throws BusyException {
        long before = taken.getAndAdd(bytes);
        if (before > 0 && before + bytes > limitBytes) {
            taken.addAndGet(-bytes);
            throw new BusyException(
                    before + " bytes of events wait for Kinesis, and " + bytes + " more pass the limit of " + limitBytes
                            + " (ingest.budget)",
                    RETRY_AFTER);
        }
    }

    void release(long bytes) {
        taken.addAndGet(-bytes);
    }

    long takenBytes() {
        return taken.get();
    }
}
