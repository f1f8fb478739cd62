package routes.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;
import routes.delivery.Source;

/**
 * Separated values: an entry is a row, a row is an object of strings.
 *
 * <p>An entry without a quote is split where it stands. The others of a record are read by {@link CsvRows} in one go; if the
 * rows turn out not to be the entries one for one, each is read alone. So an entry with a broken quote cannot swallow the
 * next, and what becomes of an entry never depends on its neighbours.
 */
final class CsvFormat implements EntryFormat {
    private static final String BROKEN_QUOTE = "a quote is open, or has text behind it";
    private static final int NOT_PLAIN = -1;

    private final byte[] delimiter;
    private final CsvRows rows;
    private final Optional<Columns> named;

    /**
     * Creates it.
     *
     * @param columns the columns; the last line of each source's header names them if there are none
     */
    CsvFormat(char delimiter, CsvRows rows, Optional<Columns> columns) {
        this.delimiter = String.valueOf(delimiter).getBytes(StandardCharsets.UTF_8);
        this.rows = rows;
        this.named = columns;
    }

    @Override
    public Writer writer(Source source) {
        try {
            return new Rows(named.orElseGet(() -> header(source.header())));
        } catch (IllegalArgumentException e) {
            return new Unreadable("no columns: in the header, " + e.getMessage());
        }
    }

    private Columns header(String header) {
        String[] lines = header.split("\n", -1);
        // Behind the newline of the last line there is an empty one more.
        String last = lines.length < 2 ? "" : lines[lines.length - 2];
        if (lines.length == 2 && last.startsWith("\uFEFF")) {
            last = last.substring(1);
        }
        byte[] line = last.getBytes(StandardCharsets.UTF_8);
        List<CSVRecord> read = rows.read(line, 0, line.length).orElse(List.of());
        if (read.size() != 1) {
            throw new IllegalArgumentException("the last line is no row of names");
        }
        return Columns.of(read.get(0).stream().map(String::strip).toList());
    }

    /** All entries of a file whose header cannot be read. */
    private static final class Unreadable extends Writer {
        private final String reason;

        Unreadable(String reason) {
            this.reason = reason;
        }

        @Override
        Optional<String> write(Entries entries, int entry, JsonBuffer out) {
            return Optional.of(reason);
        }
    }

    private final class Rows extends Writer {
        private final Columns columns;
        private final JsonBuffer quoted = new JsonBuffer(1024);

        private boolean isRead;
        /** The rows of the record that are not reached yet; null if each entry has to be read alone. */
        private Iterator<CSVRecord> ahead;

        Rows(Columns columns) {
            this.columns = columns;
        }

        @Override
        void nextRecord() {
            isRead = false;
            ahead = null;
        }

        @Override
        Optional<String> write(Entries entries, int entry, JsonBuffer out) {
            if (!entries.isUtf8(entry)) {
                return Optional.of(Columns.NOT_UTF8);
            }
            int before = out.size();
            int values = split(entries, entry, out);
            if (values != NOT_PLAIN) {
                return end(values, out);
            }
            out.truncate(before);
            if (!isRead) {
                isRead = true;
                ahead = readAhead(entries, entry);
            }
            return ahead == null ? readAlone(entries, entry, out) : row(ahead.next(), out);
        }

        /** Writes the values of an entry that is plain, and returns how many; else {@link #NOT_PLAIN}. */
        private int split(Entries entries, int entry, JsonBuffer out) {
            byte[] data = entries.data();
            int to = entries.to(entry);
            int at = entries.from(entry);
            for (int column = 0; ; column++) {
                if (column < columns.count()) {
                    columns.begin(column, out);
                }
                out.raw('"');
                at = value(data, at, to, out);
                out.raw('"');
                if (at == to) {
                    return column + 1;
                }
                if (!isDelimiter(data, at, to)) {
                    return NOT_PLAIN;
                }
                at += delimiter.length;
            }
        }

        /** Writes a value and returns where it ends: at a delimiter, at what is not plain, or with the entry. */
        private int value(byte[] data, int from, int to, JsonBuffer out) {
            int at = from;
            while ((at = out.plain(data, at, to, delimiter[0])) < to
                    && isPlain(data[at])
                    && !isDelimiter(data, at, to)) {
                out.escaped(data[at++]);
            }
            return at;
        }

        private boolean isDelimiter(byte[] data, int at, int to) {
            if (data[at] != delimiter[0]) {
                return false;
            }
            for (int i = 1; i < delimiter.length; i++) {
                if (at + i >= to || data[at + i] != delimiter[i]) {
                    return false;
                }
            }
            return true;
        }

        /** The rows of all that is not plain from an entry on, if there is exactly one for each. */
        private Iterator<CSVRecord> readAhead(Entries entries, int from) {
            quoted.truncate(0);
            int count = 0;
            for (int i = from; i < entries.count(); i++) {
                if (!isPlain(entries, i) && !isBlank(entries, i) && entries.isUtf8(i)) {
                    quoted.raw(entries.data(), entries.from(i), entries.to(i));
                    quoted.raw('\n');
                    count++;
                }
            }
            byte[] data = quoted.copy(0, quoted.size());
            List<CSVRecord> read = rows.read(data, 0, data.length).orElse(List.of());
            // As many rows as lines, and none over the end of a line: then each line is a row.
            return read.size() == count && read.stream().noneMatch(this::holdsNewline) ? read.iterator() : null;
        }

        private boolean holdsNewline(CSVRecord row) {
            return row.stream().anyMatch(value -> value.indexOf('\n') >= 0);
        }

        private Optional<String> readAlone(Entries entries, int entry, JsonBuffer out) {
            List<CSVRecord> read = new ArrayList<>(rows.read(entries.data(), entries.from(entry), entries.to(entry))
                    .orElse(List.of()));
            if (read.isEmpty()) {
                return Optional.of(BROKEN_QUOTE);
            }
            return read.size() == 1 ? row(read.get(0), out) : Optional.of(read.size() + " rows in one entry");
        }

        private Optional<String> row(CSVRecord row, JsonBuffer out) {
            for (int i = 0; i < Math.min(row.size(), columns.count()); i++) {
                columns.begin(i, out);
                out.string(row.get(i));
            }
            return end(row.size(), out);
        }

        private Optional<String> end(int values, JsonBuffer out) {
            out.raw('}');
            return values == columns.count()
                    ? Optional.empty()
                    : Optional.of(values + " values for " + columns.count() + " columns");
        }
    }

    private static boolean isPlain(Entries entries, int entry) {
        byte[] data = entries.data();
        int to = entries.to(entry);
        for (int i = entries.from(entry); i < to; i++) {
            if (!isPlain(data[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether CSV reads a byte as text or a delimiter: no quote, no end of a line. */
    private static boolean isPlain(byte b) {
        return b != '"' && b != '\n' && b != '\r';
    }
}
