package routes.tail;

import java.util.ArrayList;
import java.util.List;
import routes.delivery.FileRecords;
import routes.delivery.FirehoseLimits;
import routes.delivery.RecordBatch;

/**
 * Records of several files that are going to leave as one batch, so that many files that grow slowly do not take a call
 * each. Belongs to the reader thread.
 */
final class Gathering {
    private final int batchBytes;
    private List<FileRecords> files = new ArrayList<>();
    private List<Runnable> acknowledgements = new ArrayList<>();
    private long bytes;
    private int records;

    /** Takes the bytes at which a batch is full. */
    Gathering(int batchBytes) {
        this.batchBytes = batchBytes;
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** Bytes gathered by now. */
    long bytes() {
        return bytes;
    }

    /** Whether so many bytes of another file, in at least one record, would still fit into the same batch. */
    boolean hasRoomFor(long more) {
        return bytes + more <= batchBytes && records < FirehoseLimits.MAX_BATCH_RECORDS;
    }

    /** Whether these records fit into the same batch. */
    boolean fits(FileRecords more) {
        return isEmpty()
                || (hasRoomFor(more.bytes()) && records + more.records().size() <= FirehoseLimits.MAX_BATCH_RECORDS);
    }

    void add(FileRecords more, Acknowledged acknowledged) {
        files.add(more);
        acknowledgements.add(() -> acknowledged.acknowledge(more.from(), more.to()));
        bytes += more.bytes();
        records += more.records().size();
    }

    /** Hands over what is gathered, and begins anew. */
    void leave(TailReader.Deliverer deliverer) {
        List<Runnable> all = acknowledgements;
        deliverer.deliver(new RecordBatch(files), () -> all.forEach(Runnable::run));
        files = new ArrayList<>();
        acknowledgements = new ArrayList<>();
        bytes = 0;
        records = 0;
    }
}
