package local.snowflake.session;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import local.snowflake.dialect.DuckErrors;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;
import local.snowflake.statement.Column;
import local.snowflake.statement.Result;
import org.duckdb.DuckDBAppender;

/** The last results of a session, for RESULT_SCAN. Owned by the session's thread. */
final class Results {

    private static final int KEPT = 16;

    private final Map<String, Result> results = new LinkedHashMap<>();
    private String lastId = "";

    void add(String queryId, Result result) {
        results.put(queryId, result);
        lastId = queryId;
        if (results.size() > KEPT) {
            results.remove(results.keySet().iterator().next());
        }
    }

    /** The id of the latest statement that succeeded; empty at first. */
    String lastId() {
        return lastId;
    }

    /** A result as a temporary table, its columns typed again. */
    String relation(Execution execution, String queryId) throws SqlFailure {
        Result result = results.get(queryId);
        if (result == null) {
            throw SqlFailure.notFound("Statement", queryId);
        }
        String texts = result.columns().stream()
                .map(column -> Token.quote(column.name()) + " varchar")
                .collect(Collectors.joining(", "));
        List<String> casts = new ArrayList<>();
        for (Column column : result.columns()) {
            casts.add(cast(column) + " as " + Token.quote(column.name()));
        }
        try {
            String table = execution.temporary(name -> "create temp table " + Token.quote(name) + " (" + texts + ")");
            fill(execution, table, result);
            return "(select " + String.join(", ", casts) + " from temp.main." + Token.quote(table) + ")";
        } catch (SQLException e) {
            throw DuckErrors.translate(e);
        }
    }

    /** The value of a cell out of its form on the wire. */
    private static String cast(Column column) throws SqlFailure {
        String cell = Token.quote(column.name());
        String time = "make_timestamp((" + cell + "::decimal(38, 9) * 1000000)::bigint)";
        return switch (column.type()) {
            case "TEXT" -> cell;
            case "FIXED" -> cell + "::decimal(38, " + column.scale() + ")";
            case "REAL" -> cell + "::double";
            case "BOOLEAN" -> "(" + cell + " = '1')";
            case "VARIANT" -> cell + "::json";
            case "DATE" -> "(date '1970-01-01' + " + cell + "::integer)";
            case "TIMESTAMP_NTZ" -> time;
            case "TIMESTAMP_LTZ" -> "timezone('UTC', " + time + ")";
            default -> throw SqlFailure.unsupported("RESULT_SCAN over a column of type " + column.type());
        };
    }

    private static void fill(Execution execution, String table, Result result) throws SQLException {
        try (DuckDBAppender appender = execution.connection().createAppender("temp", "main", table)) {
            for (List<String> row : result.rows()) {
                appender.beginRow();
                for (String cell : row) {
                    appender.append(cell);
                }
                appender.endRow();
            }
        }
    }
}
