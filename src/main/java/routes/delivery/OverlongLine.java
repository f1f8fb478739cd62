package routes.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A line too long for a record. It stays in its file; whoever stores it streams it from there.
 *
 * @param source the incarnation of the file; by now another file may be at its path, so read {@link #content} instead
 * @param from offset in bytes of the first byte
 * @param to offset in bytes after the last byte, the newline included if there is one
 * @param content opens the bytes of the line
 */
public record OverlongLine(Source source, long from, long to, Content content) implements FileRange, Outgoing {
    @Override
    public List<OverlongLine> ranges() {
        return List.of(this);
    }

    @Override
    public String feed() {
        return source.feed();
    }

    @Override
    public long bytes() {
        return to - from;
    }

    /** The bytes of a line, read from the file that was open when the line was found. */
    @FunctionalInterface
    public interface Content {
        /**
         * Opens the line from its start. Each call returns a stream of its own; close it.
         *
         * @throws SourceGoneException if the file has been truncated since; reading the stream can throw it too
         * @throws IOException if the file cannot be read
         */
        InputStream open() throws IOException;
    }

    /** Names the range, never the line: this text reaches logs. */
    @Override
    public String toString() {
        return "over-long line of " + source + ", bytes " + from + " to " + to;
    }
}
