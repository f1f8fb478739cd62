package routes.tail;

import java.util.List;
import routes.delivery.LineRecord;

/** What {@link LineReader} found at an offset. */
sealed interface Reading {
    /** Whole lines, at least one. */
    record Lines(List<LineRecord> records) implements Reading {}

    /** A line longer than a record, from its first byte to after its last. */
    record Overlong(long from, long to) implements Reading {}

    /** No whole line yet. The bytes before the offset hold no newline and need not be searched again. */
    record Unfinished(long searchedTo) implements Reading {}
}
