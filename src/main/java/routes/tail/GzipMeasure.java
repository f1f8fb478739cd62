package routes.tail;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Decompresses a file once, in turns, to learn that it is whole and how much it holds. Only then is it read, so nothing
 * leaves of a file that turns out to be broken. Belongs to one thread.
 */
final class GzipMeasure implements Closeable {
    /** Bytes to decompress in a turn: some tenths of a second. */
    private static final long TURN_BYTES = 32L * 1024 * 1024;

    private static final int BUFFER_BYTES = 64 * 1024;

    private final FileChannel file;
    private final GzipStream stream;
    private final byte[] buffer = new byte[BUFFER_BYTES];

    GzipMeasure(FileChannel file) throws IOException {
        this.file = file;
        this.stream = new GzipStream(file);
    }

    /**
     * Takes a turn.
     *
     * @return whether that was the last
     * @throws java.io.EOFException if the file is not written to its end
     * @throws IOException if it is broken
     */
    boolean advance() throws IOException {
        long until = stream.position() + TURN_BYTES;
        while (stream.position() < until) {
            if (stream.read(buffer, 0, buffer.length) < 0) {
                return true;
            }
        }
        return false;
    }

    /** What the file holds, after the last turn. */
    GzipContent content() throws IOException {
        stream.close();
        return new GzipContent(file, stream.position());
    }

    @Override
    public void close() throws IOException {
        stream.close();
        file.close();
    }
}
