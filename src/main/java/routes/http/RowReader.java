package routes.http;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Ends the reading of a row that is too long for an event before it is taken apart: a few bytes of gzip can hold millions of
 * empty values, each of which is an object. Reads ahead, so a row may be longer by what the parser buffers. Belongs to one
 * thread.
 */
final class RowReader extends FilterReader {
    /** What a parser buffers, and more: a row begins anywhere in it. */
    private static final int AHEAD = 16 * 1024;

    private final int limit;
    private long read;
    private boolean isTooLong;

    /** Takes the most characters of a row. */
    RowReader(Reader text, int limit) {
        super(text);
        this.limit = limit;
    }

    /** A row has been taken; the next may be as long again. */
    void nextRow() {
        read = 0;
    }

    /** Whether it has refused to read on. */
    boolean isTooLong() {
        return isTooLong;
    }

    @Override
    public int read(char[] into, int from, int most) throws IOException {
        if (read > (long) limit + AHEAD) {
            isTooLong = true;
            throw new IOException("a row is too long");
        }
        int got = super.read(into, from, Math.min(most, AHEAD / 2));
        read += Math.max(0, got);
        return got;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }
}
