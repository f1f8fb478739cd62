package local.snowflake.storage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Splits a line into fields. An enclosed field may hold delimiters and doubled enclosures; it ends on its line or the row
 * is in error, so that a broken quote cannot swallow the lines after it. Not thread-safe; the list of fields is reused.
 */
public final class FieldSplitter {

    private final FileFormat format;
    private final boolean plain;
    private final List<String> fields = new ArrayList<>();
    private String error;
    private int errorAt;

    public FieldSplitter(FileFormat format) {
        this.format = format;
        plain = !format.emptyAsNull() && !format.trim() && format.nullIf().isEmpty();
    }

    /** Splits a line; false if the row is in error. */
    public boolean split(String line) {
        fields.clear();
        error = null;
        if (format.delimiter() == 0 && format.enclosure() == 0) {
            add(line);
            return true;
        }
        if (line.isEmpty()) {
            return fail("End of record reached while expected to parse column", 0);
        }
        int at = 0;
        while (at >= 0 && at <= line.length()) {
            boolean enclosed = format.enclosure() != 0 && at < line.length() && line.charAt(at) == format.enclosure();
            at = enclosed ? enclosed(line, at + 1) : open(line, at);
        }
        return error == null;
    }

    /** The fields of the last line; null means NULL. */
    public List<String> fields() {
        return Collections.unmodifiableList(fields);
    }

    /** The field at a place from 0, or null where the line has fewer. */
    public String field(int index) {
        return index < fields.size() ? fields.get(index) : null;
    }

    /** What is wrong with the line; null if nothing is. */
    public String error() {
        return error;
    }

    /** The character of the line where the error was met, from 1. */
    public int errorCharacter() {
        return errorAt + 1;
    }

    private int open(String line, int from) {
        int end = format.delimiter() == 0 ? -1 : line.indexOf(format.delimiter(), from);
        add(line.substring(from, end < 0 ? line.length() : end));
        return end < 0 ? -1 : end + 1;
    }

    private int enclosed(String line, int from) {
        StringBuilder doubled = null;
        int piece = from;
        while (true) {
            int quote = line.indexOf(format.enclosure(), piece);
            if (quote < 0) {
                fail("End of record reached while expected to parse column", line.length());
                return -1;
            }
            if (quote + 1 < line.length() && line.charAt(quote + 1) == format.enclosure()) {
                doubled = doubled == null ? new StringBuilder() : doubled;
                doubled.append(line, piece, quote + 1);
                piece = quote + 2;
                continue;
            }
            String last = line.substring(piece, quote);
            fields.add(nullIf(doubled == null ? last : doubled.append(last).toString()));
            if (quote + 1 == line.length()) {
                return -1;
            }
            if (line.charAt(quote + 1) == format.delimiter()) {
                return quote + 2;
            }
            fail(
                    "Found character '" + line.charAt(quote + 1) + "' instead of field delimiter '" + format.delimiter()
                            + "'",
                    quote + 1);
            return -1;
        }
    }

    private void add(String field) {
        if (plain) {
            fields.add(field);
            return;
        }
        String text = format.trim() ? field.strip() : field;
        fields.add(text.isEmpty() && format.emptyAsNull() ? null : nullIf(text));
    }

    private String nullIf(String field) {
        return format.nullIf().contains(field) ? null : field;
    }

    private boolean fail(String reason, int at) {
        error = reason;
        errorAt = at;
        return false;
    }
}
