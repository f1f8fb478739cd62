package routes.format;

import java.util.Optional;
import routes.delivery.Source;

/**
 * The lines of an entry, each without the white space around it, joined by a space. As a string of JSON where metadata
 * stands beside it, else as the line that it is, whatever its bytes.
 */
final class SingleLineFormat implements EntryFormat {
    private final boolean isString;

    SingleLineFormat(boolean isString) {
        this.isString = isString;
    }

    @Override
    public Writer writer(Source source) {
        return new Writer() {
            private final JsonBuffer line = new JsonBuffer(1024);

            @Override
            boolean isBlank(Entries entries, int entry) {
                return strippedFrom(entries.data(), entries.from(entry), entries.to(entry)) == entries.to(entry);
            }

            @Override
            Optional<String> write(Entries entries, int entry, JsonBuffer out) {
                if (!isString) {
                    join(entries, entry, out);
                    return Optional.empty();
                }
                line.truncate(0);
                join(entries, entry, line);
                out.text(line.copy(0, line.size()), 0, line.size(), entries.isUtf8(entry));
                return Optional.empty();
            }
        };
    }

    private static void join(Entries entries, int entry, JsonBuffer out) {
        byte[] data = entries.data();
        int end = entries.to(entry);
        boolean isFirst = true;
        for (int start = entries.from(entry); start < end; ) {
            int newline = start;
            while (newline < end && data[newline] != '\n') {
                newline++;
            }
            int from = strippedFrom(data, start, newline);
            int to = newline;
            while (to > from && isWhite(data[to - 1])) {
                to--;
            }
            if (from < to) {
                if (!isFirst) {
                    out.raw(' ');
                }
                out.raw(data, from, to);
                isFirst = false;
            }
            start = newline + 1;
        }
    }

    private static int strippedFrom(byte[] data, int from, int to) {
        int i = from;
        while (i < to && isWhite(data[i])) {
            i++;
        }
        return i;
    }

    /** Space, tab, newline, vertical tab, form feed, carriage return. */
    private static boolean isWhite(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }
}
