package routes.ingest;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Records of a lane that wait to be sent, in order. The bucket of a key has one record under way at a time and always goes
 * to the same point of the hash space, and so to the same shard until shards are split or merged. The bucket of events
 * without a key has any number under way, each with a random key.
 *
 * <p>Guarded by its lane's lock, but for what never changes.
 */
final class Bucket {
    /**
     * Buckets that values of the key field are spread over. Their points lie evenly in the hash space, so each of n equal
     * shards gets 64/n of them: none more than 2 % above its share up to 5 shards, 12 % with 24, and beyond 64 shards some
     * get none. More buckets would even that out, and make smaller records: a shard takes 1,000 of them a second, and each
     * is billed as 25 KiB at least.
     */
    static final int COUNT = 64;

    /** Kinesis hashes to 128 bits: width of one bucket's range. */
    private static final BigInteger RANGE = BigInteger.ONE.shiftLeft(128).divide(BigInteger.valueOf(COUNT));

    private final Supplier<String> keys;
    private final String hashKey;
    private final boolean isOrdered;
    private final Deque<EventRecord> waiting = new ArrayDeque<>();
    private boolean isUnderWay;
    private boolean isReady;

    private Bucket(Supplier<String> keys, String hashKey, boolean isOrdered) {
        this.keys = keys;
        this.hashKey = hashKey;
        this.isOrdered = isOrdered;
    }

    /** The bucket of a number below {@link #COUNT}. */
    static Bucket ofKeys(int number) {
        String name = "bucket-" + number;
        // The middle of its range, so that a boundary between shards is not met by rounding.
        BigInteger point = RANGE.multiply(BigInteger.valueOf(number)).add(RANGE.shiftRight(1));
        return new Bucket(() -> name, point.toString(), true);
    }

    /** The bucket of what has no key. */
    static Bucket ofKeyless(Supplier<String> randomKeys) {
        return new Bucket(randomKeys, null, false);
    }

    /**
     * The number of the bucket of a value: the same in every process and release, since the order of events with that value
     * rests on it.
     */
    static int number(String value) {
        // String.hashCode is specified, but its low bits are poor; mixed as the finalizer of MurmurHash3 does.
        int hash = value.hashCode();
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return (hash ^ hash >>> 16) & COUNT - 1;
    }

    /** The partition key of a record of it. */
    String nextKey() {
        return keys.get();
    }

    /** The point in the hash space, or null where the partition key decides. */
    String hashKey() {
        return hashKey;
    }

    /** Puts an event into the last record, or a new one. */
    void add(Event event, Ticket ticket, int index) {
        EventRecord last = waiting.peekLast();
        if (last == null || last.isFullFor(event.line().length)) {
            last = new EventRecord(this);
            waiting.add(last);
        }
        last.add(event.line(), ticket, index);
    }

    EventRecord peek() {
        return waiting.peek();
    }

    /** Takes the first record for sending. */
    EventRecord poll() {
        isUnderWay = isOrdered;
        return waiting.poll();
    }

    /** Its record has been stored or dropped. */
    void settled() {
        isUnderWay = false;
    }

    Deque<EventRecord> waiting() {
        return waiting;
    }

    /** Whether a record of it could be sent now. */
    boolean canSend() {
        return !isUnderWay && !waiting.isEmpty();
    }

    /** Whether its lane has it among those to send from. */
    boolean isReady() {
        return isReady;
    }

    void ready(boolean isNow) {
        isReady = isNow;
    }
}
