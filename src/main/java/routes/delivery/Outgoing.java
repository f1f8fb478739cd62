package routes.delivery;

import java.util.List;

/** What leaves in one exchange: records for Firehose, or a line that no record can hold. */
public sealed interface Outgoing permits RecordBatch, OverlongLine {
    /** What is acknowledged once it has left; at least one. */
    List<? extends FileRange> ranges();

    /** The feed of all ranges. */
    default String feed() {
        return ranges().get(0).feed();
    }

    /** Bytes in all ranges. */
    default long bytes() {
        return ranges().stream().mapToLong(FileRange::bytes).sum();
    }
}
