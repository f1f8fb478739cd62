package routes.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import routes.delivery.FirehoseLimits;
import routes.delivery.LineRecord;
import routes.delivery.RecordBatch;
import routes.delivery.Source;

/**
 * Fills records with converted entries. Each record reaches to where the next begins, so that the records together cover
 * the range of the record they are made of, whatever of it has left in another way or not at all. Belongs to one thread.
 */
final class RecordPacker {
    private final Source source;
    private final LineRecord record;
    private final JsonBuffer out;
    private final List<byte[]> full = new ArrayList<>();
    private final List<Long> starts = new ArrayList<>();

    private long start;
    private int mark;

    RecordPacker(Source source, LineRecord record) {
        this.source = source;
        this.record = record;
        this.out = new JsonBuffer((int) Math.min(FirehoseLimits.FULL_RECORD_BYTES, 256 + 2L * record.data().length));
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
     * Ends an entry, newline included.
     *
     * @param from offset in bytes of the entry in its source
     * @return whether a record can hold it; if not, it is discarded
     */
    boolean end(long from) {
        out.raw('\n');
        int length = out.size() - mark;
        if (length > FirehoseLimits.FULL_RECORD_BYTES) {
            discard();
            return false;
        }
        if (out.size() > FirehoseLimits.FULL_RECORD_BYTES) {
            finish(mark);
        }
        if (out.size() == length) {
            start = from;
        }
        return true;
    }

    /** All records; none if no entry was ended. */
    Optional<RecordBatch> records() {
        if (out.size() > 0) {
            finish(out.size());
        }
        if (full.isEmpty()) {
            return Optional.empty();
        }
        List<LineRecord> records = new ArrayList<>(full.size());
        for (int i = 0; i < full.size(); i++) {
            long from = i == 0 ? record.from() : starts.get(i);
            long to = i + 1 < full.size() ? starts.get(i + 1) : record.to();
            records.add(new LineRecord(from, to, full.get(i)));
        }
        return Optional.of(new RecordBatch(source, records));
    }

    private void finish(int length) {
        full.add(out.copy(0, length));
        starts.add(start);
        out.removeFirst(length);
    }
}
