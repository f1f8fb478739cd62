package routes.command;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import routes.settings.SettingsException;
import routes.snowflake.Checks;
import routes.snowflake.Sql;
import routes.text.Printable;

/** Asks the warehouse whether what {@code sql/checks} promises holds. Reads only; each check sees what is committed. */
public final class Check {
    private static final String FOLDER = "checks/";

    private final DataSource snowflake;
    private final Sql sql;
    private final Map<String, Object> values;

    /**
     * Creates it.
     *
     * @param values what fills the places of checks: {@code pipeline}
     */
    public Check(DataSource snowflake, Sql sql, Map<String, Object> values) {
        this.snowflake = snowflake;
        this.sql = sql;
        this.values = Map.copyOf(values);
    }

    /**
     * What a check found.
     *
     * @param rows that should not be there
     * @param first a few of them, safe to print
     */
    public record Result(String name, long rows, String first) {
        public boolean holds() {
            return rows == 0;
        }

        /** The same for a program. */
        public Map<String, Object> json() {
            return Map.of("check", name, "holds", holds(), "rows", rows, "first", first);
        }

        /** One line: {@code orders_are_unique: 2 rows: ORDER_ID=O-1; ORDER_ID=O-7}. */
        @Override
        public String toString() {
            return name + ": " + (holds() ? "holds" : rows + (rows == 1 ? " row: " : " rows: ") + first);
        }
    }

    /**
     * The names of the checks to run.
     *
     * @param asked some of them, none for all
     * @throws SettingsException if there is no check of a name
     */
    public List<String> names(List<String> asked) {
        List<String> all = sql.scripts().in("checks").stream()
                .map(script -> script.substring(FOLDER.length()))
                .toList();
        for (String name : asked) {
            if (!all.contains(name)) {
                throw new SettingsException("There is no check " + Printable.of(name) + ": expected one of "
                        + String.join(", ", all) + ".");
            }
        }
        return asked.isEmpty() ? all : asked;
    }

    /**
     * Runs one check.
     *
     * @throws SQLException naming the check, if it cannot be run
     */
    public Result run(String name) throws SQLException {
        try (Connection connection = snowflake.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql.statement(FOLDER + name, values))) {
            List<Map<String, Object>> first = new ArrayList<>();
            long rows = 0;
            while (found.next()) {
                if (rows++ < Checks.MAX_TOLD) {
                    first.add(row(found));
                }
            }
            return new Result(name, rows, Checks.told(first));
        } catch (SQLException e) {
            SQLException named = new SQLException(
                    "sql/checks/" + name + ".sql: " + e.getMessage(), e.getSQLState(), e.getErrorCode());
            named.addSuppressed(e);
            throw named;
        }
    }

    private static Map<String, Object> row(ResultSet found) throws SQLException {
        ResultSetMetaData columns = found.getMetaData();
        Map<String, Object> row = new LinkedHashMap<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            row.put(columns.getColumnLabel(column), found.getObject(column));
        }
        return row;
    }
}
