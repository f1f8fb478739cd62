package routes.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import routes.delivery.FileRecords;
import routes.delivery.FirehoseLimits;
import routes.delivery.LineRecord;
import routes.delivery.Outgoing;
import routes.delivery.OverlongLine;
import routes.delivery.RecordBatch;
import routes.delivery.Source;

/** Joins converted records of one file after another into batches of the size of a call. Belongs to one thread. */
final class Calls {
    private final Deque<Outgoing> ready = new ArrayDeque<>();
    private final List<FileRecords> files = new ArrayList<>();
    private final List<LineRecord> records = new ArrayList<>();
    private final List<OverlongLine> aside = new ArrayList<>();
    private Source source;
    private int bytes;

    /** Begins with a file: the records that follow are of it. */
    void begin(Source next) {
        endFile();
        source = next;
    }

    /** Adds a record, which begins where the one before of its file has ended. */
    void add(LineRecord record) {
        records.add(record);
        bytes += record.data().length;
        if (bytes + FirehoseLimits.FULL_RECORD_BYTES > FirehoseLimits.FULL_BATCH_BYTES) {
            leave();
        }
    }

    /** Keeps a line for the end: no record waits until it has been stored elsewhere. */
    void setAside(OverlongLine line) {
        aside.add(line);
    }

    /** The rest leaves, and then what was set aside. */
    void end() {
        leave();
        ready.addAll(aside);
        aside.clear();
    }

    private void leave() {
        endFile();
        if (!files.isEmpty()) {
            ready.add(new RecordBatch(files));
            files.clear();
            bytes = 0;
        }
    }

    boolean isEmpty() {
        return ready.isEmpty();
    }

    /** What is ready to leave, in order. */
    Outgoing take() {
        return ready.remove();
    }

    private void endFile() {
        if (!records.isEmpty()) {
            files.add(new FileRecords(source, records));
            records.clear();
        }
    }
}
