package routes.delivery;

import java.util.List;

/**
 * Records of one file that are delivered and acknowledged together. Immutable.
 *
 * @param source the incarnation of the file
 * @param records at least one, in the order of the file, without a gap between them
 */
public record FileRecords(Source source, List<LineRecord> records) implements FileRange {
    /**
     * Checks the records.
     *
     * @throws IllegalArgumentException if there are none, or a gap between two
     */
    public FileRecords {
        records = List.copyOf(records);
        if (records.isEmpty()) {
            throw new IllegalArgumentException("At least one record is expected");
        }
        for (int i = 1; i < records.size(); i++) {
            if (records.get(i).from() != records.get(i - 1).to()) {
                throw new IllegalArgumentException("There is a gap between the records before offset "
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
        return records.size() + " records of " + source + ", bytes " + from() + " to " + to();
    }
}
