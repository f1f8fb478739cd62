package routes.tail;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The balance of an endpoint in bytes since it started: what was read is acknowledged, dead-lettered, lost to a
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

    private volatile int sources;
    private volatile Map<String, Long> behind = Map.of();

    /** Zero when every byte is accounted for. */
    long balance() {
        return read.get() - acknowledged.get() - deadLettered.get() - lost.get() - givenBack.get() - inFlight.get();
    }

    /** Published by the reader thread: how many files are open, and the bytes not yet acknowledged by path. */
    void watching(int openSources, Map<String, Long> bytesBehind) {
        this.sources = openSources;
        this.behind = Map.copyOf(bytesBehind);
    }

    int sources() {
        return sources;
    }

    /** Bytes not yet acknowledged, by path; files that are not behind are left out. */
    Map<String, Long> behind() {
        return behind;
    }

    long bytesBehind() {
        return behind.values().stream().mapToLong(Long::longValue).sum();
    }
}
