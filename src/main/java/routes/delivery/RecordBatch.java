package routes.delivery;

import java.util.List;

/**
 * Records of one or more files of a feed that leave together, in one call where they fit into one. Immutable.
 *
 * @param files at least one, all of one feed
 */
public record RecordBatch(List<FileRecords> files) implements Outgoing {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there is no file, or they are of several feeds
     */
    public RecordBatch {
        files = List.copyOf(files);
        if (files.stream().map(FileRecords::feed).distinct().count() != 1) {
            throw new IllegalArgumentException("A batch holds records of one feed");
        }
    }

    @Override
    public List<FileRecords> ranges() {
        return files;
    }

    /** All records, those of a file in its order. */
    public List<LineRecord> records() {
        return files.stream().flatMap(file -> file.records().stream()).toList();
    }

    /** Names the ranges, never the lines: this text reaches logs. */
    @Override
    public String toString() {
        return files.size() == 1
                ? files.get(0).toString()
                : records().size() + " records of " + files.size() + " files of " + feed() + ", the first of them "
                        + files.get(0);
    }
}
