package routes.tail;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.GZIPInputStream;

/**
 * Decompresses a file from its start, all its members one after the other. Does not close the file. For one thread; any
 * number of streams can read the same file.
 */
final class GzipStream implements Closeable {
    private static final int INPUT_BYTES = 64 * 1024;
    private static final int SKIP_BYTES = 64 * 1024;

    private final GZIPInputStream in;
    private long position;

    /**
     * Reads the head of the first member.
     *
     * @throws EOFException if the file ends before it does
     * @throws java.util.zip.ZipException if this is not gzip
     */
    GzipStream(FileChannel file) throws IOException {
        this.in = new GZIPInputStream(new Input(file), INPUT_BYTES);
    }

    /** How many bytes have been decompressed. */
    long position() {
        return position;
    }

    /**
     * Fills the range unless the end comes first.
     *
     * @return how many bytes were read, or -1 at the end
     */
    int read(byte[] target, int from, int length) throws IOException {
        int count = in.readNBytes(target, from, length);
        position += count;
        return count == 0 && length > 0 ? -1 : count;
    }

    /** Goes forwards to a position; returns whether it was reached before the end. */
    boolean skipTo(long wanted) throws IOException {
        byte[] skipped = new byte[(int) Math.min(SKIP_BYTES, Math.max(0, wanted - position))];
        while (position < wanted) {
            if (read(skipped, 0, (int) Math.min(skipped.length, wanted - position)) < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** The compressed bytes; tells what is left, for that is how {@link GZIPInputStream} finds a further member. */
    private static final class Input extends InputStream {
        private final FileChannel file;
        private long position;

        Input(FileChannel file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int count = file.read(ByteBuffer.wrap(target, from, length), position);
            position += Math.max(0, count);
            return count;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(Integer.MAX_VALUE, Math.max(0, file.size() - position));
        }
    }
}
