package routes.tail;

import java.util.List;
import routes.delivery.LineRecord;

/** What {@link LineReader} found at an offset. */
sealed interface Reading {
    /** Whole entries, at least one. */
    record Lines(List<LineRecord> records) implements Reading {}

    /** An entry longer than a record, from its first byte to after its last. */
    record Overlong(long from, long to) implements Reading {}

    /**
     * No whole entry yet.
     *
     * @param searchedTo where to look on for its end
     * @param hasMore whether there are bytes that have not been looked at
     */
    record Unfinished(long searchedTo, boolean hasMore) implements Reading {}
}
