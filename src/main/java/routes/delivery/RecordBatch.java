package routes.delivery;

import java.util.List;

/**
 * Records of one file that go into one call of Firehose. Immutable.
 *
 * @param feed the feed the file belongs to
 * @param source the incarnation of the file
 * @param records at least one and at most {@link FirehoseLimits#MAX_BATCH_RECORDS}, in the order of the file, without a
 *     gap between them
 */
public record RecordBatch(String feed, String source, List<LineRecord> records) implements FileRange {
    /**
     * Checks that the batch is one that Firehose takes.
     *
     * @throws IllegalArgumentException if there are no records, too many, or a gap between two
     */
    public RecordBatch {
        records = List.copyOf(records);
        if (records.isEmpty() || records.size() > FirehoseLimits.MAX_BATCH_RECORDS) {
            throw new IllegalArgumentException(
                    "A batch holds 1 to " + FirehoseLimits.MAX_BATCH_RECORDS + " records, not " + records.size());
        }
        for (int i = 1; i < records.size(); i++) {
            if (records.get(i).from() != records.get(i - 1).to()) {
                throw new IllegalArgumentException("There is a gap in the batch before offset "
                        + records.get(i).from());
            }
        }
    }

    @Override
    public long from() {
        return records.get(0).from();
    }

    @Override
    public long to() {
        return records.get(records.size() - 1).to();
    }

    /** Names the range, never the lines: this text reaches logs. */
    @Override
    public String toString() {
        return records.size() + " records of " + feed + ", source " + source + ", bytes " + from() + " to " + to();
    }
}
