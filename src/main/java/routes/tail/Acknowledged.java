package routes.tail;

import java.util.Map;
import java.util.TreeMap;

/**
 * How much of a source is acknowledged without a gap. Ranges are acknowledged in any order; the offset moves only over
 * those that touch it. Safe for any number of threads.
 */
final class Acknowledged {
    private final TreeMap<Long, Long> ahead = new TreeMap<>();
    private long offset;

    /** Begins with everything before the offset acknowledged. */
    Acknowledged(long offset) {
        this.offset = offset;
    }

    /**
     * Acknowledges the bytes from one offset to another.
     *
     * @throws IllegalArgumentException if the range is empty or touches bytes acknowledged before
     */
    synchronized void acknowledge(long from, long to) {
        Map.Entry<Long, Long> before = ahead.lowerEntry(to);
        if (from >= to || from < offset || (before != null && before.getValue() > from)) {
            throw new IllegalArgumentException("Bytes " + from + " to " + to + " cannot be acknowledged: everything"
                    + " before " + offset + " is, and so are " + ahead);
        }
        ahead.put(from, to);
        Long next;
        while ((next = ahead.remove(offset)) != null) {
            offset = next;
        }
    }

    /** Whether the byte at an offset is acknowledged. */
    synchronized boolean holds(long position) {
        Map.Entry<Long, Long> range = ahead.floorEntry(position);
        return position < offset || (range != null && position < range.getValue());
    }

    /** The offset in bytes before which everything is acknowledged. */
    synchronized long offset() {
        return offset;
    }
}
