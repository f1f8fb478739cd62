package routes.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import routes.snowflake.Sql;

/**
 * Creates what is missing in the warehouse, by the scripts of {@code sql/setup} in their order. May be repeated: each
 * statement leaves alone what is there.
 */
public final class Setup {
    private final DataSource snowflake;
    private final Sql sql;

    public Setup(DataSource snowflake, Sql sql) {
        this.snowflake = snowflake;
        this.sql = sql;
    }

    /**
     * Runs all scripts.
     *
     * @param values what fills their places: {@code bucket}, {@code pipeline}, {@code storage_integration}
     * @return the number of statements
     * @throws SQLException naming the script, if one fails; those before it stand
     */
    public int run(Map<String, Object> values) throws SQLException {
        int count = 0;
        try (Connection connection = snowflake.getConnection();
                Statement statement = connection.createStatement()) {
            for (String script : sql.scripts().in("setup")) {
                for (String text : sql.statements(script, values)) {
                    execute(statement, script, text);
                    count++;
                }
            }
        }
        return count;
    }

    private static void execute(Statement statement, String script, String text) throws SQLException {
        try {
            statement.execute(text);
        } catch (SQLException e) {
            throw new SQLException("sql/" + script + ".sql: " + e.getMessage(), e.getSQLState(), e.getErrorCode(), e);
        }
    }
}
