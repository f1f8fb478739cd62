package routes.tail;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes of a file as its lines are in them; an offset counts these bytes. For one thread, which others can get views
 * from.
 */
interface Content extends Closeable {
    /** Bytes that can be read by now. */
    long size() throws IOException;

    /**
     * Reads bytes from a position on into the rest of the buffer, as {@link java.nio.channels.FileChannel} does.
     *
     * @return how many, or -1 at the end
     */
    int read(ByteBuffer target, long position) throws IOException;

    /** Whether nothing is going to be added or changed any more. */
    boolean isComplete();

    /** The same bytes for another thread, for as long as this is open. Close it; that leaves this open. From any thread. */
    Content view() throws IOException;
}
