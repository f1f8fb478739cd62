package local.kinesis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A shard: its range of hash keys, where it comes from, and where in the stream's file its records are.
 *
 * <p>Not thread-safe: guarded by its stream.
 */
final class Shard {
    /** Stands for no shard and for no sequence number. */
    static final int NONE = -1;

    private static final String ID_START = "shardId-";
    private static final int FIRST_CAPACITY = 64;

    private final int number;
    private final int parent;
    private final int adjacentParent;
    private final BigInteger from;
    private final BigInteger to;
    private final long opened;
    private final List<Shard> children = new ArrayList<>();
    private final Rate rate = new Rate();
    private long closed = NONE;
    private int count;
    private long[] sequences = new long[FIRST_CAPACITY];
    private long[] arrivals = new long[FIRST_CAPACITY];
    private long[] positions = new long[FIRST_CAPACITY];
    private int[] lengths = new int[FIRST_CAPACITY];

    /** @param opened the first sequence number it may have */
    Shard(int number, int parent, int adjacentParent, BigInteger from, BigInteger to, long opened) {
        this.number = number;
        this.parent = parent;
        this.adjacentParent = adjacentParent;
        this.from = from;
        this.to = to;
        this.opened = opened;
    }

    /** Where a record's frame is, and when it came. */
    record Place(long sequence, long arrivalMillis, long position, int length) {}

    static String id(int number) {
        return ID_START + "%012d".formatted(number);
    }

    /** @throws Refusal if it is not a text that {@link #id} gives */
    static int number(String id) {
        if (!id.matches(ID_START + "[0-9]{12}")) {
            throw Refusal.invalidArgument("ShardId is not the id of a shard.");
        }
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, Long.parseLong(id.substring(ID_START.length()))));
    }

    String id() {
        return id(number);
    }

    int number() {
        return number;
    }

    int parent() {
        return parent;
    }

    int adjacentParent() {
        return adjacentParent;
    }

    BigInteger from() {
        return from;
    }

    BigInteger to() {
        return to;
    }

    long opened() {
        return opened;
    }

    /** The last sequence number it may have, {@link #NONE} while it takes records. */
    long closed() {
        return closed;
    }

    boolean isOpen() {
        return closed == NONE;
    }

    void close(long last) {
        closed = last;
    }

    List<Shard> children() {
        return children;
    }

    Rate rate() {
        return rate;
    }

    boolean takes(BigInteger hash) {
        return isOpen() && from.compareTo(hash) <= 0 && hash.compareTo(to) <= 0;
    }

    void add(Place place) {
        if (count == sequences.length) {
            int larger = 2 * count;
            sequences = Arrays.copyOf(sequences, larger);
            arrivals = Arrays.copyOf(arrivals, larger);
            positions = Arrays.copyOf(positions, larger);
            lengths = Arrays.copyOf(lengths, larger);
        }
        sequences[count] = place.sequence();
        arrivals[count] = place.arrivalMillis();
        positions[count] = place.position();
        lengths[count] = place.length();
        count++;
    }

    int count() {
        return count;
    }

    Place place(int index) {
        return new Place(sequences[index], arrivals[index], positions[index], lengths[index]);
    }

    /** The index of the first record with that sequence number or a later one; the count if there is none. */
    int indexOf(long sequence) {
        return search(sequences, sequence);
    }

    /** The index of the first record that came then or later; the count if there is none. */
    int indexSince(long millis) {
        return search(arrivals, millis);
    }

    private int search(long[] sorted, long value) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
