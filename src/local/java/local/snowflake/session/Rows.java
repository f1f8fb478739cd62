package local.snowflake.session;

import java.math.BigDecimal;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import local.snowflake.statement.Column;

/** DuckDB's columns and values in the form of the wire protocol. Stateless. */
final class Rows {

    private static final int NANO_DIGITS = 9;

    private Rows() {}

    /** The columns, typed as Snowflake would type them; labels in upper case unless DuckDB kept them quoted. */
    static List<Column> columns(ResultSetMetaData meta) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            String label = meta.getColumnLabel(i);
            String type = meta.getColumnTypeName(i).toUpperCase(Locale.ROOT);
            columns.add(column(label.equals("count_star()") ? "COUNT(*)" : label, type, meta, i));
        }
        return columns;
    }

    private static Column column(String label, String type, ResultSetMetaData meta, int i) throws SQLException {
        if (type.startsWith("DECIMAL")) {
            return new Column(label, "FIXED", meta.getPrecision(i), meta.getScale(i));
        }
        return switch (type) {
            case "TINYINT",
                    "SMALLINT",
                    "INTEGER",
                    "BIGINT",
                    "HUGEINT",
                    "UTINYINT",
                    "USMALLINT",
                    "UINTEGER",
                    "UBIGINT" -> new Column(label, "FIXED", type.equals("HUGEINT") ? 38 : 18, 0);
            case "DOUBLE", "FLOAT" -> new Column(label, "REAL", 0, 0);
            case "BOOLEAN" -> new Column(label, "BOOLEAN", 0, 0);
            case "DATE" -> new Column(label, "DATE", 0, 0);
            case "TIME" -> new Column(label, "TIME", 0, NANO_DIGITS);
            case "TIMESTAMP", "TIMESTAMP_NS", "TIMESTAMP_MS", "TIMESTAMP_S" ->
                new Column(label, "TIMESTAMP_NTZ", 0, NANO_DIGITS);
            case "TIMESTAMP WITH TIME ZONE" -> new Column(label, "TIMESTAMP_LTZ", 0, NANO_DIGITS);
            case "JSON" -> new Column(label, "VARIANT", 0, 0);
            case "BLOB" -> new Column(label, "BINARY", 0, 0);
            default -> Column.text(label);
        };
    }

    /** All rows that are left. */
    static List<List<String>> read(ResultSet set, List<Column> columns) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        while (set.next()) {
            List<String> row = new ArrayList<>(columns.size());
            for (int i = 1; i <= columns.size(); i++) {
                row.add(cell(set, i, columns.get(i - 1)));
            }
            rows.add(row);
        }
        return rows;
    }

    private static String cell(ResultSet set, int i, Column column) throws SQLException {
        Object value = set.getObject(i);
        if (value == null) {
            return null;
        }
        return switch (column.type()) {
            case "FIXED" -> value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
            case "BOOLEAN" -> set.getBoolean(i) ? "1" : "0";
            case "DATE" -> Long.toString(set.getObject(i, LocalDate.class).toEpochDay());
            case "TIME" -> {
                LocalTime time = set.getObject(i, LocalTime.class);
                yield seconds(time.toSecondOfDay(), time.get(ChronoField.NANO_OF_SECOND));
            }
            case "TIMESTAMP_NTZ" -> {
                Instant at = set.getObject(i, LocalDateTime.class).toInstant(ZoneOffset.UTC);
                yield seconds(at.getEpochSecond(), at.getNano());
            }
            case "TIMESTAMP_LTZ" -> {
                OffsetDateTime at = set.getObject(i, OffsetDateTime.class);
                yield seconds(at.toEpochSecond(), at.getNano());
            }
            case "BINARY" -> {
                Blob blob = set.getBlob(i);
                yield HexFormat.of().withUpperCase().formatHex(blob.getBytes(1, (int) blob.length()));
            }
            default -> set.getString(i);
        };
    }

    private static String seconds(long seconds, int nanos) {
        return String.format(Locale.ROOT, "%d.%09d", seconds, nanos);
    }
}
