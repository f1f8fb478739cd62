package routes.tail;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The part of a content that is looked at: one buffer, filled anew for each part. Belongs to one thread. */
final class Window {
    private final ByteBuffer buffer;

    Window(int bytes) {
        this.buffer = ByteBuffer.allocateDirect(bytes);
    }

    /**
     * Reads from a position to an end, or as far as there is room.
     *
     * @return how many bytes are in the window now; fewer than asked for where the content ends earlier
     */
    int fill(Content content, long position, long end) throws IOException {
        buffer.clear().limit((int) Math.max(0, Math.min(buffer.capacity(), end - position)));
        int count;
        do {
            count = content.read(buffer, position + buffer.position());
        } while (count > 0 && buffer.hasRemaining());
        return buffer.position();
    }

    /** Index of the first newline from one index to before another, or -1. */
    int newline(int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer.get(i) == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Index of the last newline before an index, or -1. */
    int lastNewline(int before) {
        int i = before - 1;
        while (i >= 0 && buffer.get(i) != '\n') {
            i--;
        }
        return i;
    }

    /** Offset of the first newline of the content from one offset to before another, or -1. Fills the window anew. */
    long newline(Content content, long from, long end) throws IOException {
        long position = from;
        int filled;
        while (position < end && (filled = fill(content, position, end)) > 0) {
            int newline = newline(0, filled);
            if (newline >= 0) {
                return position + newline;
            }
            position += filled;
        }
        return -1;
    }

    /** Offset after the last newline of the content between two offsets, or the first if there is none. */
    long afterLastNewline(Content content, long from, long end) throws IOException {
        long to = end;
        while (to > from) {
            long position = Math.max(from, to - buffer.capacity());
            int newline = lastNewline(fill(content, position, to));
            if (newline >= 0) {
                return position + newline + 1;
            }
            to = position;
        }
        return from;
    }

    /** Copies bytes of the window to the start of an array. */
    void copy(int from, int length, byte[] target) {
        buffer.get(from, target, 0, length);
    }

    boolean endsLine(int filled) {
        return filled > 0 && buffer.get(filled - 1) == '\n';
    }
}
