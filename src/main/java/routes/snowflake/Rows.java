package routes.snowflake;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** Reads cells of result rows, whose column names come in upper or lower case depending on how they were written. */
public final class Rows {
    private Rows() {}

    /**
     * A number.
     *
     * @throws IllegalStateException if the column holds none
     */
    public static long number(Map<String, Object> row, String column) {
        if (cell(row, column) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalStateException("the result's column " + column + " holds no number: " + row.keySet());
    }

    /** A number that may be null, or a column that an older copy of the SQL does not have. */
    public static OptionalLong optionalNumber(Map<String, Object> row, String column) {
        Object cell = row.getOrDefault(column.toUpperCase(Locale.ROOT), row.get(column));
        return cell instanceof Number number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
    }

    static boolean truth(Map<String, Object> row, String column) {
        return Boolean.TRUE.equals(cell(row, column));
    }

    /** A text; null if the cell is. */
    public static String text(Map<String, Object> row, String column) {
        Object cell = cell(row, column);
        return cell == null ? null : cell.toString();
    }

    /** A time that SQL has told in milliseconds since 1970, so that no time zone comes between; null if the cell is. */
    public static Instant time(Map<String, Object> row, String column) {
        OptionalLong millis = optionalNumber(row, column);
        return millis.isPresent() ? Instant.ofEpochMilli(millis.getAsLong()) : null;
    }

    private static Object cell(Map<String, Object> row, String column) {
        String upper = column.toUpperCase(Locale.ROOT);
        if (row.containsKey(upper)) {
            return row.get(upper);
        }
        if (row.containsKey(column)) {
            return row.get(column);
        }
        throw new IllegalStateException("the result has no column " + column + ", only " + row.keySet());
    }
}
