package routes.tail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import routes.delivery.FirehoseLimits;
import routes.delivery.LineRecord;

/**
 * Cuts a file into records of whole lines.
 *
 * <p>Only the last newline of a record has to be found, from its end backwards; the part of a line behind it is simply
 * read again with the next record. So no bytes are kept between calls and no line is ever an object. Bytes are never
 * decoded: a newline byte cannot be a part of another character in UTF-8.
 *
 * <p>Holds one buffer and belongs to one thread.
 */
final class LineReader {
    /** Bytes of an over-long line to search in one call, so that other files get their turn. */
    private static final int SEARCH_BYTES = 64 * 1024 * 1024;

    private final ByteBuffer buffer;

    LineReader() {
        this(FirehoseLimits.FULL_RECORD_BYTES);
    }

    /** For tests that want small records. */
    LineReader(int recordBytes) {
        this.buffer = ByteBuffer.allocateDirect(recordBytes);
    }

    /**
     * Reads at most one batch.
     *
     * @param from offset in bytes of the start of a line
     * @param end offset in bytes to read to
     * @param searched bytes before this offset are known to hold no newline
     * @param room bytes to return at most
     * @param isLast whether the rest of the file is its last line, although it has no newline
     */
    Reading read(FileChannel file, long from, long end, long searched, long room, boolean isLast) throws IOException {
        if (searched - from >= buffer.capacity()) {
            return search(file, from, searched, end, isLast);
        }
        List<LineRecord> records = new ArrayList<>();
        long position = from;
        long limit = Math.min(end, from + Math.min(room, FirehoseLimits.FULL_BATCH_BYTES));
        while (position < limit && records.size() < FirehoseLimits.MAX_BATCH_RECORDS) {
            int filled = fill(file, position, limit);
            int length = lastNewline(filled) + 1;
            if (length == 0 && filled == buffer.capacity()) {
                return records.isEmpty()
                        ? search(file, from, position + filled, end, isLast)
                        : new Reading.Lines(records);
            }
            if (length == 0) {
                if (isLast && records.isEmpty() && filled > 0 && position + filled == end) {
                    records.add(unterminated(position, filled));
                }
                break;
            }
            records.add(new LineRecord(position, position + length, copy(length, length)));
            position += length;
        }
        return records.isEmpty() ? new Reading.Unfinished(position) : new Reading.Lines(records);
    }

    /** The offset after so many newlines from the start of the file, or -1 if it has fewer yet. */
    long afterLines(FileChannel file, int lines, long end) throws IOException {
        long position = 0;
        for (int left = lines; left > 0; left--) {
            position = newline(file, position, end) + 1;
            if (position == 0) {
                return -1;
            }
        }
        return position;
    }

    /** The start of the file as text, as far as one record could hold it. */
    String text(FileChannel file, long end) throws IOException {
        int filled = fill(file, 0, end);
        return new String(copy(filled, filled), StandardCharsets.UTF_8);
    }

    private Reading search(FileChannel file, long from, long searched, long end, boolean isLast) throws IOException {
        long limit = Math.min(end, searched + SEARCH_BYTES);
        long newline = newline(file, searched, limit);
        if (newline >= 0) {
            return new Reading.Overlong(from, newline + 1);
        }
        return isLast && limit == end ? new Reading.Overlong(from, end) : new Reading.Unfinished(limit);
    }

    private long newline(FileChannel file, long from, long end) throws IOException {
        long position = from;
        while (position < end) {
            int filled = fill(file, position, end);
            for (int i = 0; i < filled; i++) {
                if (buffer.get(i) == '\n') {
                    return position + i;
                }
            }
            if (filled == 0) {
                return -1;
            }
            position += filled;
        }
        return -1;
    }

    private int fill(FileChannel file, long position, long end) throws IOException {
        buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
        int count;
        do {
            count = file.read(buffer, position + buffer.position());
        } while (count > 0 && buffer.hasRemaining());
        return buffer.position();
    }

    private int lastNewline(int filled) {
        int i = filled - 1;
        while (i >= 0 && buffer.get(i) != '\n') {
            i--;
        }
        return i;
    }

    private byte[] copy(int length, int size) {
        byte[] data = new byte[size];
        buffer.get(0, data, 0, length);
        return data;
    }

    private LineRecord unterminated(long position, int length) {
        byte[] data = copy(length, length + 1);
        data[length] = '\n';
        return new LineRecord(position, position + length, data);
    }
}
