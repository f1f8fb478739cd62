package local.snowflake.session;

import java.sql.SQLException;
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
        String casts = result.columns().stream()
                .map(column -> Token.quote(column.name()) + "::" + type(column) + " as " + Token.quote(column.name()))
                .collect(Collectors.joining(", "));
        for (Column column : result.columns()) {
            if (!List.of("TEXT", "FIXED", "REAL", "VARIANT").contains(column.type())) {
                throw SqlFailure.unsupported("RESULT_SCAN over a column of type " + column.type());
            }
        }
        try {
            String table = execution.temporary(name -> "create temp table " + Token.quote(name) + " (" + texts + ")");
            fill(execution, table, result);
            return "(select " + casts + " from temp.main." + Token.quote(table) + ")";
        } catch (SQLException e) {
            throw DuckErrors.translate(e);
        }
    }

    private static String type(Column column) {
        return switch (column.type()) {
            case "FIXED" -> "DECIMAL(38," + column.scale() + ")";
            case "REAL" -> "DOUBLE";
            case "VARIANT" -> "JSON";
            default -> "VARCHAR";
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
