package routes.tail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import routes.delivery.SourceGoneException;

/**
 * Reads a range of a file that somebody else keeps open and may truncate. Never ends early: a range that cannot be read
 * whole is an error. Closes the content it is given. For one thread at a time.
 */
final class RangeInputStream extends InputStream {
    private final Content content;
    private final long from;
    private final long to;
    private final BooleanSupplier isCurrent;
    private long position;

    RangeInputStream(Content content, long from, long to, BooleanSupplier isCurrent) {
        this.content = content;
        this.from = from;
        this.to = to;
        this.isCurrent = isCurrent;
        this.position = from;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == to) {
            return -1;
        }
        int wanted = (int) Math.min(length, to - position);
        // Asked before too: once it is truncated, the file may be finished with and closed.
        int count = isCurrent.getAsBoolean() ? content.read(ByteBuffer.wrap(target, start, wanted), position) : -1;
        if (count < 0 || !isCurrent.getAsBoolean()) {
            throw new SourceGoneException("The file was truncated before bytes " + from + " to " + to + " were stored");
        }
        position += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
