package routes.tail;

import java.util.ArrayDeque;
import java.util.Deque;
import routes.delivery.FileRecords;

/** The ranges of a file that have been offered and are not acknowledged. Belongs to the reader thread. */
final class UnderWay {
    // Not the ranges themselves: their records would be held longer than the budget for them says.
    private final Deque<Span> spans = new ArrayDeque<>();

    void add(Acknowledged acknowledged, FileRecords records) {
        spans.add(new Span(acknowledged, records.from(), records.to()));
    }

    /** How many bytes are under way by now. */
    long bytes() {
        spans.removeIf(Span::isDone);
        long bytes = 0;
        for (Span span : spans) {
            bytes += span.to() - span.from();
        }
        return bytes;
    }

    /** A part of a file; former generations have an {@link Acknowledged} of their own. */
    private record Span(Acknowledged acknowledged, long from, long to) {
        boolean isDone() {
            return acknowledged.holds(from);
        }
    }
}
