package routes.ingest;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * Events that are stored as one record, and whose they are. Guarded by its lane's lock while it grows; then owned by the
 * thread that sends it.
 */
final class EventRecord {
    private final Bucket bucket;
    private final String key;
    /**
     * A newline before the first line: Firehose puts records behind one another as they are, and the one before may be
     * another producer's that does not end with one. Empty lines are skipped by all who read what lands.
     */
    private static final int BEGIN_BYTES = 1;

    private final List<byte[]> lines = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private int bytes;
    private int events;
    private PutRecordsRequestEntry entry;
    private int setbacks;
    private long dueNanos;

    EventRecord(Bucket bucket) {
        this.bucket = bucket;
        this.key = bucket.nextKey();
    }

    /** Events of one ticket that follow one another. */
    private record Part(Ticket ticket, int from, int to) {}

    /** Whether so many more bytes would fill it beyond what is wanted; an empty one takes an event of any size. */
    boolean isFullFor(int more) {
        return bytes > 0 && BEGIN_BYTES + bytes + more > KinesisLimits.FULL_RECORD_BYTES;
    }

    /** Puts a whole line behind the others. */
    void add(byte[] line, Ticket ticket, int index) {
        lines.add(line);
        bytes += line.length;
        events++;
        int last = parts.size() - 1;
        if (last >= 0 && parts.get(last).ticket() == ticket && parts.get(last).to() == index) {
            parts.set(last, new Part(ticket, parts.get(last).from(), index + 1));
        } else {
            parts.add(new Part(ticket, index, index + 1));
        }
    }

    Bucket bucket() {
        return bucket;
    }

    /** Bytes of its lines. */
    int bytes() {
        return bytes;
    }

    /** Bytes by which a call with it is larger. */
    int callBytes() {
        return BEGIN_BYTES + bytes + key.length();
    }

    /** What it took of the budget. */
    long budgetBytes() {
        return bytes + (long) events * Budget.EVENT_OVERHEAD_BYTES;
    }

    int events() {
        return events;
    }

    /** What is sent; the lines are joined once, and the entry is all that is kept of them. */
    PutRecordsRequestEntry entry() {
        if (entry == null) {
            byte[] data = new byte[BEGIN_BYTES + bytes];
            data[0] = '\n';
            int at = BEGIN_BYTES;
            for (byte[] line : lines) {
                System.arraycopy(line, 0, data, at, line.length);
                at += line.length;
            }
            entry = PutRecordsRequestEntry.builder()
                    .data(SdkBytes.fromByteArrayUnsafe(data))
                    .partitionKey(key)
                    .explicitHashKey(bucket.hashKey())
                    .build();
            // Last: without memory for the entry, the lines are still there for the next try.
            lines.clear();
        }
        return entry;
    }

    /** Whether nobody waits for any of its events any more. */
    boolean isAbandoned() {
        for (Part part : parts) {
            if (!part.ticket().isDecided()) {
                return false;
            }
        }
        return true;
    }

    /** Tells the tickets, and adds those to the list that are decided by it. */
    void place(Placed what, List<Ticket> decided) {
        for (Part part : parts) {
            if (part.ticket().place(part.from(), part.to(), what)) {
                decided.add(part.ticket());
            }
        }
    }

    /** How often in a row it has not been taken. */
    int setbacks() {
        return setbacks;
    }

    /** By the clock of the lane, when it may be sent again. */
    long dueNanos() {
        return dueNanos;
    }

    void sendAgain(long atNanos) {
        setbacks++;
        dueNanos = atNanos;
    }
}
