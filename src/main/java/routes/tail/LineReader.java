package routes.tail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import routes.delivery.FirehoseLimits;
import routes.delivery.LineRecord;
import routes.text.EntryStart;

/**
 * Cuts a content into records of whole entries: lines, or what a pattern makes of several.
 *
 * <p>Only the last end of an entry in a record has to be found, from the record's end backwards; the part of an entry
 * behind it is simply read again with the next record. So no bytes are kept between calls and no line is ever an object.
 *
 * <p>Holds one buffer and belongs to one thread.
 */
final class LineReader {
    /** Room in the window for what framing looks at, when tests want tiny records. */
    private static final int LEAST_WINDOW_BYTES = 4 * EntryStart.LOOKED_AT;

    private final int recordBytes;
    private final int batchBytes;
    private final Window window;
    private final Framing framing;

    /**
     * Creates it.
     *
     * @param recordBytes at which a record is full
     * @param batchBytes at which a batch is full, a record at least
     */
    LineReader(int recordBytes, int batchBytes, Framing framing) {
        this.recordBytes = recordBytes;
        this.batchBytes = batchBytes;
        this.window = new Window(Math.max(recordBytes, LEAST_WINDOW_BYTES));
        this.framing = framing;
    }

    /**
     * Reads at most one batch.
     *
     * @param from offset in bytes of the start of an entry
     * @param end offset in bytes to read to
     * @param searched how far the entry's end was looked for already, as the last reading has answered
     * @param room bytes to return at most
     */
    Reading read(Content content, long from, long end, long searched, long room, Ending ending) throws IOException {
        if (searched - from >= recordBytes) {
            return search(content, from, searched, end, ending);
        }
        List<LineRecord> records = new ArrayList<>();
        long position = from;
        long limit = Math.min(end, from + Math.min(room, batchBytes));
        while (position < limit && records.size() < FirehoseLimits.MAX_BATCH_RECORDS) {
            if (!records.isEmpty() && limit < end && limit - position < recordBytes) {
                // The next batch fills this record; a short one here is billed as a whole step.
                break;
            }
            int filled = window.fill(content, position, Math.min(limit, position + recordBytes));
            int length = framing.whole(window, filled);
            if (length == 0 && filled == recordBytes) {
                return records.isEmpty() ? search(content, from, from, end, ending) : new Reading.Lines(records);
            }
            if (length == 0 && position + filled == end) {
                length = rest(filled, ending);
            }
            if (length == 0) {
                break;
            }
            records.add(record(position, length));
            position += length;
        }
        return records.isEmpty() ? new Reading.Unfinished(position, false) : new Reading.Lines(records);
    }

    /** The offset after so many newlines from the start of the content, or -1 if it has fewer yet. */
    long afterLines(Content content, int lines, long end) throws IOException {
        long position = 0;
        for (int left = lines; left > 0; left--) {
            position = window.newline(content, position, end) + 1;
            if (position == 0) {
                return -1;
            }
        }
        return position;
    }

    /** The offset after the last newline before the end, or 0 if there is none. */
    long afterLastLine(Content content, long end) throws IOException {
        return window.afterLastNewline(content, 0, end);
    }

    /** The start of the content as text, as far as one record could hold it. */
    String text(Content content, long end) throws IOException {
        int filled = window.fill(content, 0, Math.min(end, recordBytes));
        byte[] bytes = new byte[filled];
        window.copy(0, filled, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private int rest(int filled, Ending ending) {
        return switch (ending) {
            case OPEN -> 0;
            case QUIET -> window.lastNewline(filled) + 1;
            case LAST -> filled;
        };
    }

    private Reading search(Content content, long from, long searched, long end, Ending ending) throws IOException {
        Framing.Search search = framing.search(window, content, searched, end);
        if (search.found()) {
            return entry(content, from, search.offset());
        }
        // Less is left than a search covers in one call: it has come as far as there is.
        boolean isAtEnd = end - searched <= Framing.SEARCH_BYTES;
        long to = !isAtEnd || ending == Ending.OPEN
                ? from
                : ending == Ending.LAST ? end : window.afterLastNewline(content, from, end);
        return to == from ? new Reading.Unfinished(search.offset(), !isAtEnd) : entry(content, from, to);
    }

    /** An entry that may fit a record after all: one that fills it to the last byte is only known by what follows. */
    private Reading entry(Content content, long from, long to) throws IOException {
        if (to - from <= recordBytes) {
            int filled = window.fill(content, from, to);
            if (filled == to - from && (window.endsLine(filled) || filled < recordBytes)) {
                return new Reading.Lines(List.of(record(from, filled)));
            }
        }
        return new Reading.Overlong(from, to);
    }

    private LineRecord record(long position, int length) {
        byte[] data = new byte[window.endsLine(length) ? length : length + 1];
        window.copy(0, length, data);
        data[data.length - 1] = '\n';
        return new LineRecord(position, position + length, data);
    }
}
