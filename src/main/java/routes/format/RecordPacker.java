package routes.format;

import java.util.Optional;
import routes.delivery.FileRange;
import routes.delivery.FirehoseLimits;
import routes.delivery.LineRecord;

/**
 * Fills records with converted entries, one after another. Each record reaches to where the next begins, so that the
 * records together cover the range they are made of, whatever of it has left in another way or not at all.
 * Belongs to one thread.
 */
final class RecordPacker {
    private final FileRange range;
    private final JsonBuffer out;

    private long covered;
    private int mark;
    private LineRecord full;

    /** Takes a buffer to fill, whatever it holds. */
    RecordPacker(FileRange range, JsonBuffer out) {
        this.range = range;
        this.out = out;
        this.covered = range.from();
        out.truncate(0);
    }

    /** Where the next entry is to be written. */
    JsonBuffer begin() {
        mark = out.size();
        return out;
    }

    /** Takes back what was written since {@link #begin}. */
    void discard() {
        out.truncate(mark);
    }

    /**
     * Ends an entry, newline included. Afterwards {@link #takeFull} may have a record.
     *
     * @param from offset in bytes of the entry in its source
     * @return whether a record can hold it; if not, it is discarded
     */
    boolean end(long from) {
        out.raw('\n');
        if (out.size() - mark > FirehoseLimits.FULL_RECORD_BYTES) {
            discard();
            return false;
        }
        if (out.size() > FirehoseLimits.FULL_RECORD_BYTES) {
            full = finish(mark, from);
        }
        return true;
    }

    /** The record that the last entry did not fit into any more, if there is one; told once. */
    Optional<LineRecord> takeFull() {
        Optional<LineRecord> taken = Optional.ofNullable(full);
        full = null;
        return taken;
    }

    /** What is left when all entries have been ended, if there is anything. */
    Optional<LineRecord> last() {
        return out.size() == 0 ? Optional.empty() : Optional.of(finish(out.size(), range.to()));
    }

    private LineRecord finish(int length, long to) {
        LineRecord finished = new LineRecord(covered, to, out.copy(0, length));
        out.removeFirst(length);
        covered = to;
        return finished;
    }
}
