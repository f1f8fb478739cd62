package local.snowflake.session;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import local.snowflake.dialect.SqlFailure;

/**
 * The parameters of a session that the driver or the server act on, and those that are only remembered. Defaults are those
 * of https://docs.snowflake.com/en/sql-reference/parameters. An unknown name is refused. Thread-safe.
 */
final class SessionParameters {

    private static final String FORMAT = "YYYY-MM-DD HH24:MI:SS.FF3";

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("ABORT_DETACHED_QUERY", "false"),
            Map.entry("AUTOCOMMIT", "true"),
            Map.entry("BINARY_OUTPUT_FORMAT", "HEX"),
            Map.entry("CLIENT_RESULT_COLUMN_CASE_INSENSITIVE", "false"),
            Map.entry("CLIENT_SESSION_KEEP_ALIVE", "false"),
            Map.entry("CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY", "3600"),
            Map.entry("CLIENT_TELEMETRY_ENABLED", "false"),
            Map.entry("CLIENT_TIMESTAMP_TYPE_MAPPING", "TIMESTAMP_LTZ"),
            Map.entry("DATE_OUTPUT_FORMAT", "YYYY-MM-DD"),
            Map.entry("ERROR_ON_NONDETERMINISTIC_MERGE", "true"),
            Map.entry("JDBC_QUERY_RESULT_FORMAT", "JSON"),
            Map.entry("JDBC_TREAT_DECIMAL_AS_INT", "true"),
            Map.entry("JDBC_TREAT_TIMESTAMP_NTZ_AS_UTC", "false"),
            Map.entry("JDBC_USE_SESSION_TIMEZONE", "true"),
            Map.entry("LOCK_TIMEOUT", "43200"),
            Map.entry("MULTI_STATEMENT_COUNT", "1"),
            Map.entry("QUERY_TAG", ""),
            Map.entry("ROWS_PER_RESULTSET", "0"),
            Map.entry("STATEMENT_QUEUED_TIMEOUT_IN_SECONDS", "0"),
            Map.entry("STATEMENT_TIMEOUT_IN_SECONDS", "172800"),
            Map.entry("TIMESTAMP_INPUT_FORMAT", "AUTO"),
            Map.entry("TIMESTAMP_LTZ_OUTPUT_FORMAT", FORMAT + " TZHTZM"),
            Map.entry("TIMESTAMP_NTZ_OUTPUT_FORMAT", FORMAT),
            Map.entry("TIMESTAMP_OUTPUT_FORMAT", FORMAT + " TZHTZM"),
            Map.entry("TIMESTAMP_TYPE_MAPPING", "TIMESTAMP_NTZ"),
            Map.entry("TIMESTAMP_TZ_OUTPUT_FORMAT", FORMAT + " TZHTZM"),
            Map.entry("TIMEZONE", "America/Los_Angeles"),
            Map.entry("TIME_OUTPUT_FORMAT", "HH24:MI:SS"),
            Map.entry("TRANSACTION_ABORT_ON_ERROR", "false"),
            Map.entry("USE_CACHED_RESULT", "true"),
            Map.entry("WEEK_START", "0"));

    private final Map<String, String> values = new TreeMap<>(DEFAULTS);

    /** A copy of all values. */
    synchronized Map<String, String> all() {
        return new TreeMap<>(values);
    }

    synchronized String get(String name) {
        return values.get(name);
    }

    boolean isTrue(String name) {
        return get(name).equalsIgnoreCase("true");
    }

    long number(String name) {
        return Long.parseLong(get(name));
    }

    /**
     * Sets a parameter; null brings the default back.
     *
     * @throws SqlFailure for an unknown name, or a value of the wrong kind
     */
    synchronized void set(String name, String value) throws SqlFailure {
        String initial = DEFAULTS.get(name);
        if (initial == null) {
            throw new SqlFailure("001420", "22023", "invalid parameter '" + name + "'");
        }
        String given = value == null ? initial : value;
        boolean flag = initial.equals("true") || initial.equals("false");
        boolean wrong = (flag && !given.toLowerCase(Locale.ROOT).matches("true|false"))
                || (initial.matches("\\d+") && !given.matches("\\d{1,9}"))
                || (name.equals("TIMEZONE") && !isZone(given))
                || (name.equals("TIMESTAMP_INPUT_FORMAT") && !given.equalsIgnoreCase("AUTO"))
                || (name.equals("JDBC_QUERY_RESULT_FORMAT") && !given.equalsIgnoreCase("JSON"));
        if (wrong) {
            throw SqlFailure.invalid(name, given);
        }
        values.put(name, flag ? given.toLowerCase(Locale.ROOT) : given);
    }

    private static boolean isZone(String value) {
        try {
            return value.matches("[A-Za-z0-9_+/-]{1,64}") && ZoneId.of(value) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
