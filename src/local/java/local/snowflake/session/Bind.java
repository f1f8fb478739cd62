package local.snowflake.session;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import local.snowflake.dialect.SqlFailure;

/**
 * A bind variable. It reaches DuckDB as text inside a cast, so that its type is known when the statement is prepared.
 *
 * @param sql what takes the place of the question mark
 * @param value the text to bind, or null
 */
record Bind(String sql, String value) {

    private static final long NANOS = 1_000_000_000L;
    private static final long DAY_MILLIS = 86_400_000L;

    /** A bind variable as the driver sends it. */
    static Bind of(String type, String value) throws SqlFailure {
        try {
            return switch (type) {
                case "TEXT" -> new Bind("CAST(? AS VARCHAR)", value);
                case "FIXED" -> fixed(value);
                case "REAL" -> new Bind("CAST(? AS DOUBLE)", value);
                case "BOOLEAN" -> new Bind("CAST(? AS BOOLEAN)", value);
                case "DATE" ->
                    new Bind(
                            "CAST(? AS DATE)",
                            value == null ? null : date(value).toString());
                case "TIME" ->
                    new Bind(
                            "CAST(? AS TIME)",
                            value == null
                                    ? null
                                    : LocalTime.ofNanoOfDay(Long.parseLong(value))
                                            .toString());
                case "TIMESTAMP_NTZ" ->
                    new Bind(
                            "CAST(? AS TIMESTAMP)",
                            value == null
                                    ? null
                                    : at(value)
                                            .atOffset(ZoneOffset.UTC)
                                            .toLocalDateTime()
                                            .toString());
                case "TIMESTAMP_LTZ", "TIMESTAMP_TZ" ->
                    new Bind(
                            "CAST(? AS TIMESTAMPTZ)",
                            value == null ? null : at(value.split(" ", 2)[0]).toString());
                case "BINARY" -> new Bind("unhex(CAST(? AS VARCHAR))", value);
                case "ANY" -> new Bind("?", null);
                default -> throw SqlFailure.unsupported("bind variable of type " + type);
            };
        } catch (NumberFormatException e) {
            throw SqlFailure.invalid(type, value);
        }
    }

    /** Stands for any value while only the columns are asked for. */
    static Bind unknown() {
        return new Bind("CAST(NULL AS VARCHAR)", null);
    }

    private static Bind fixed(String value) {
        int scale = value == null ? 0 : Math.max(0, new BigDecimal(value).scale());
        return new Bind("CAST(? AS DECIMAL(38," + Math.min(scale, 38) + "))", value);
    }

    private static LocalDate date(String millis) {
        return LocalDate.ofEpochDay(Math.floorDiv(Long.parseLong(millis), DAY_MILLIS));
    }

    private static Instant at(String nanos) {
        long value = Long.parseLong(nanos);
        return Instant.ofEpochSecond(Math.floorDiv(value, NANOS), Math.floorMod(value, NANOS));
    }
}
