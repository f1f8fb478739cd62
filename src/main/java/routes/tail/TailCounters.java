package routes.tail;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What an endpoint tells of itself. The balance in bytes since it started: what was read is acknowledged, dead-lettered, lost to a
 * truncation, given back at a stop, or in flight. Safe for any number of threads; while bytes move, two getters can differ by one batch.
 */
final class TailCounters {
    final AtomicLong read = new AtomicLong();
    final AtomicLong acknowledged = new AtomicLong();
    final AtomicLong deadLettered = new AtomicLong();
    final AtomicLong lost = new AtomicLong();
    /** Read and not delivered before a stop; read again after it. */
    final AtomicLong givenBack = new AtomicLong();

    final AtomicLong inFlight = new AtomicLong();
    final AtomicLong truncations = new AtomicLong();
    /** Seen in the size of a file that was truncated before they were read; no part of the balance. */
    final AtomicLong unread = new AtomicLong();

    /** What files cannot be read. */
    final FileProblems problems = new FileProblems();

    private volatile Backlog backlog = Backlog.none(Instant.EPOCH);

    /** Zero when every byte is accounted for. */
    long balance() {
        return read.get() - acknowledged.get() - deadLettered.get() - lost.get() - givenBack.get() - inFlight.get();
    }

    /** Bytes that are accounted for, in whatever way. */
    long settled() {
        return acknowledged.get() + deadLettered.get() + lost.get();
    }

    /** Published by the reader thread. */
    void watching(Backlog seen) {
        this.backlog = seen;
    }

    Backlog backlog() {
        return backlog;
    }
}
