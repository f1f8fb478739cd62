package routes.format;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import routes.delivery.FirehoseLimits;

/**
 * A few buffers of the size of a record, lent to one conversion after another: made anew for each record they would be
 * most of what the process allocates. Thread-safe.
 */
final class JsonBuffers {
    /** As many as are worth the memory they hold; further ones are made and forgotten. */
    private static final int KEPT = 4;

    /** Room for the entry that a record cannot hold any more, unless it is a long one. */
    private static final int CAPACITY = FirehoseLimits.FULL_RECORD_BYTES + 64 * 1024;

    private final Queue<JsonBuffer> idle = new ArrayBlockingQueue<>(KEPT);

    /** A buffer that nobody else has; it may hold what somebody left. */
    JsonBuffer lend() {
        JsonBuffer buffer = idle.poll();
        return buffer == null ? new JsonBuffer(CAPACITY) : buffer;
    }

    /** Takes a buffer back, unless there are enough or it has grown. */
    void giveBack(JsonBuffer buffer) {
        if (buffer.capacity() <= CAPACITY) {
            idle.offer(buffer);
        }
    }
}
