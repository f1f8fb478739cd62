package routes.tail;

import java.io.IOException;
import routes.text.EntryStart;

/**
 * An entry reaches from a line that the pattern matches to before the next such line; lines before the first match are an
 * entry too. A line is only held against the pattern once it is whole, or as much of it is there as the pattern looks at.
 */
final class EntryFraming implements Framing {
    private final EntryStart start;
    private final byte[] line = new byte[EntryStart.LOOKED_AT];

    EntryFraming(EntryStart start) {
        this.start = start;
    }

    /** From the end backwards: most of the time one of the last lines begins an entry, and none before it is looked at. */
    @Override
    public int whole(Window window, int filled) {
        int newline = window.lastNewline(filled);
        if (filled - newline > EntryStart.LOOKED_AT && newline >= 0 && isStart(window, newline + 1, filled)) {
            return newline + 1;
        }
        while (newline >= 0) {
            int end = newline;
            newline = window.lastNewline(end);
            if (newline >= 0 && isStart(window, newline + 1, end)) {
                return newline + 1;
            }
        }
        return 0;
    }

    /** An answer that found nothing lies inside a line that is known to begin no entry, or on the newline before one. */
    @Override
    public Search search(Window window, Content content, long searched, long end) throws IOException {
        long limit = Math.min(end, searched + SEARCH_BYTES);
        long position = searched;
        while (position < limit) {
            int filled = window.fill(content, position, limit);
            int newline = window.newline(0, filled);
            while (newline >= 0) {
                int lineEnd = window.newline(newline + 1, filled);
                if (lineEnd < 0 && filled - newline <= EntryStart.LOOKED_AT) {
                    break;
                }
                if (isStart(window, newline + 1, lineEnd < 0 ? filled : lineEnd)) {
                    return new Search(true, position + newline + 1);
                }
                newline = lineEnd;
            }
            if (filled == 0 || (newline >= 0 && position + filled >= limit)) {
                return new Search(false, position + Math.max(0, newline));
            }
            position += newline >= 0 ? newline : filled;
        }
        return new Search(false, position);
    }

    private boolean isStart(Window window, int from, int to) {
        int length = Math.min(to - from, line.length);
        window.copy(from, length, line);
        return start.isAt(line, 0, length);
    }
}
