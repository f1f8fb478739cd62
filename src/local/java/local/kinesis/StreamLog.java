package local.kinesis;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file of a stream: frames, each four bytes of length and then its content, only ever added to.
 *
 * <p>A process killed while it writes leaves a torn end, which was never answered and is cut off at the next start. The file
 * survives the death of the process, not of the machine: it is not synced. One writer at a time; any number of readers.
 */
final class StreamLog implements Closeable {
    private static final int BUFFER_BYTES = 1 << 20;

    private final FileChannel file;
    private long size;

    private StreamLog(FileChannel file) {
        this.file = file;
    }

    /** Takes what a file holds, a frame at a time; the buffer is the reader's until it returns. */
    @FunctionalInterface
    interface Reader {
        void frame(long position, ByteBuffer content) throws IOException;
    }

    /** Opens a file, created if it is missing, and reads what it holds. */
    static StreamLog open(Path path, Reader reader) throws IOException {
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            StreamLog log = new StreamLog(file);
            log.replay(reader);
            return log;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void replay(Reader reader) throws IOException {
        long end = file.size();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).flip();
        while (true) {
            buffer = filled(buffer, Integer.BYTES);
            if (buffer.remaining() < Integer.BYTES) {
                break;
            }
            int length = buffer.getInt(buffer.position());
            if (length < 0 || length > end - size - Integer.BYTES) {
                break;
            }
            buffer = filled(buffer, Integer.BYTES + length);
            if (buffer.remaining() < Integer.BYTES + length) {
                break;
            }
            reader.frame(size, buffer.slice(buffer.position() + Integer.BYTES, length));
            buffer.position(buffer.position() + Integer.BYTES + length);
            size += Integer.BYTES + length;
        }
        file.truncate(size);
        file.position(size);
    }

    /** A buffer with at least so many bytes of the file, unless the file has no more. */
    private ByteBuffer filled(ByteBuffer buffer, int bytes) throws IOException {
        if (buffer.remaining() >= bytes) {
            return buffer;
        }
        ByteBuffer larger =
                bytes > buffer.capacity() ? ByteBuffer.allocate(bytes).put(buffer) : buffer.compact();
        while (larger.position() < bytes && file.read(larger) != -1) {
            // Until there are enough.
        }
        return larger.flip();
    }

    /** Adds whole frames, all of them or none, and returns the position of the first. */
    long append(ByteBuffer frames) throws IOException {
        long position = size;
        try {
            while (frames.hasRemaining()) {
                file.write(frames, position + frames.position());
            }
        } catch (IOException e) {
            file.truncate(position);
            throw e;
        }
        size += frames.limit();
        return position;
    }

    /** The content of the frame at a position, of that length in bytes with its head. */
    ByteBuffer read(long position, int bytes) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(bytes);
        while (frame.hasRemaining()) {
            if (file.read(frame, position + frame.position()) == -1) {
                throw new EOFException("The file of a stream ends before " + (position + bytes));
            }
        }
        return frame.flip().position(Integer.BYTES).slice();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
