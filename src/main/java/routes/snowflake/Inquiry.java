package routes.snowflake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Asks the warehouse what somebody wants to look at: one connection, no transaction, statements that only read. Values are
 * bound, whatever they hold. Used by one thread; to be closed.
 */
public final class Inquiry implements AutoCloseable {
    /** How long a statement for a person may run. */
    private static final Duration LONGEST = Duration.ofSeconds(60);
    /** A named place, as Camel's JDBC component has it too. */
    private static final Pattern BIND = Pattern.compile(":\\?([a-z_]+)");

    private final Connection connection;
    private final Sql sql;

    /**
     * Takes a connection.
     *
     * @throws SQLException if there is none
     */
    public Inquiry(DataSource snowflake, Sql sql) throws SQLException {
        this.connection = snowflake.getConnection();
        this.sql = sql;
    }

    /**
     * What the rows of a script say.
     *
     * @param script its path without ending, {@code watch/list_batches}
     * @param values what is bound to its places, by name: texts and numbers
     * @param read makes something of a row's cells, by the names of their columns
     * @throws SQLException if the statement fails
     * @throws IllegalArgumentException if a place has no value
     */
    public <R> List<R> rows(String script, Map<String, Object> values, Function<Map<String, Object>, R> read)
            throws SQLException {
        List<Object> bound = new ArrayList<>();
        Matcher place = BIND.matcher(sql.statement(script, Map.of()));
        String text = place.replaceAll(match -> {
            Object value = values.get(match.group(1));
            if (value == null) {
                throw new IllegalArgumentException("no value for :?" + match.group(1) + " in " + script);
            }
            bound.add(value);
            return "?";
        });
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            statement.setQueryTimeout((int) LONGEST.toSeconds());
            for (int i = 0; i < bound.size(); i++) {
                statement.setObject(i + 1, bound.get(i));
            }
            try (ResultSet found = statement.executeQuery()) {
                return rows(found).stream().map(read).toList();
            }
        }
    }

    private static List<Map<String, Object>> rows(ResultSet found) throws SQLException {
        ResultSetMetaData columns = found.getMetaData();
        List<Map<String, Object>> rows = new ArrayList<>();
        while (found.next()) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int column = 1; column <= columns.getColumnCount(); column++) {
                row.put(columns.getColumnLabel(column), found.getObject(column));
            }
            rows.add(row);
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
