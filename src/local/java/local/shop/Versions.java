package local.shop;

import java.time.Instant;
import java.util.Random;

/**
 * The versions of one order, customer or event written so far, as much of them as the next version needs. Each version has
 * a time of its own, but for those that another outdoes.
 *
 * @param <T> an order row, a customer event or an event's row
 */
final class Versions<T> {

    /** How much older than the first version a late one may be, in milliseconds. */
    private static final long MOST_LATE = 3_600_000;

    private T latest;
    private long latestTime;

    /** No version but the latest is newer than this. */
    private long othersUpTo;

    Versions(T first, Instant time) {
        latest = first;
        latestTime = time.toEpochMilli();
        othersUpTo = latestTime - MOST_LATE;
    }

    T latest() {
        return latest;
    }

    /** Adds a version newer than all others. */
    void add(T version, Instant time) {
        othersUpTo = latestTime;
        latest = version;
        latestTime = time.toEpochMilli();
    }

    /** Takes a version of the latest one's time that counts in its place. */
    void outdo(T version) {
        latest = version;
    }

    boolean hasRoomForALateVersion() {
        return latestTime - othersUpTo > 1;
    }

    /** A time that is older than the latest version's and no other's. */
    Instant lateTime(Random random) {
        long room = latestTime - othersUpTo - 1;
        othersUpTo += 1 + (long) (random.nextDouble() * room);
        return Instant.ofEpochMilli(othersUpTo);
    }
}
