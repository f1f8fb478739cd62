package routes.format;

import java.util.List;
import java.util.Optional;
import routes.delivery.OverlongLine;
import routes.delivery.RecordBatch;

/**
 * What became of a batch. Its bytes may be acknowledged once all of it is durable. Immutable.
 *
 * @param converted the records that leave, over the range of the batch that came; none if nothing is left to send
 * @param overlong the entries that no record can hold, as they stand in the file
 */
public record FormattedBatch(Optional<RecordBatch> converted, List<OverlongLine> overlong) {
    public FormattedBatch {
        overlong = List.copyOf(overlong);
    }

    /** Whether there is something to send. */
    public boolean hasRecords() {
        return converted.isPresent();
    }

    /** What is to be sent. */
    public RecordBatch batch() {
        return converted.orElseThrow();
    }
}
