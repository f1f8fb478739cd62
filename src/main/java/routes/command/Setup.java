package routes.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import routes.snowflake.Sql;

/**
 * Brings a warehouse up to the scripts of {@code sql/setup}: what an administrator creates ({@code account}), what runs
 * once and is recorded ({@code schema}), and what runs each time ({@code views}, {@code grants}). May be repeated, also
 * after a failure half-way: each script leaves alone what is there.
 *
 * <p>Two at once take turns: the second waits, and then finds nothing left to do.
 */
public final class Setup {
    private static final String ACCOUNT = "setup/account";
    private static final List<String> REPEATED = List.of("setup/views", "setup/grants");
    private static final String USE = "setup/versions/use_warehouse";
    private static final String LOCK = "setup/versions/take_setup_lock";
    /** What to do about an error, by Snowflake's number of it. */
    private static final Map<Integer, String> ADVICE = Map.of(
            625,
            " Another setup, or a batch, has held a table for longer than snowflake.lock-timeout: wait for it, and run"
                    + " setup again.",
            3001,
            " Run setup as a user and in a role that may do this (SNOWFLAKE_USER, SNOWFLAKE_ROLE).");

    private final DataSource snowflake;
    private final Sql sql;

    /**
     * Creates it.
     *
     * @param snowflake gives two connections at a time, of a user who may create what the scripts create
     */
    public Setup(DataSource snowflake, Sql sql) {
        this.snowflake = snowflake;
        this.sql = sql;
    }

    /**
     * What a setup did.
     *
     * @param applied the scripts of {@code schema} that ran, in order
     * @param latest the last script of {@code schema} that the warehouse has had
     * @param leftOut the scripts of {@code account} that did not run, with the property that each wants
     */
    public record Report(List<String> applied, String latest, Map<String, String> leftOut) {}

    /**
     * Runs what is to be run.
     *
     * @throws SQLException naming the script, if one fails; those before it stand
     * @throws routes.settings.SettingsException if a script that was applied has changed since, or is not there
     */
    public Report run(SetupPlaces places) throws SQLException {
        try (Connection connection = snowflake.getConnection()) {
            Map<String, String> leftOut = account(connection, places);
            execute(connection, USE, places);
            execute(connection, "setup/versions/create_schema_versions", places);
            try (Connection second = snowflake.getConnection();
                    SetupLock lock = lock(second, places)) {
                return underLock(connection, lock, places, leftOut);
            }
        }
    }

    private SetupLock lock(Connection connection, SetupPlaces places) throws SQLException {
        execute(connection, USE, places);
        try {
            return SetupLock.take(connection, sql.statement(LOCK, places.values()));
        } catch (SQLException e) {
            throw told(LOCK, e);
        }
    }

    private Map<String, String> account(Connection connection, SetupPlaces places) throws SQLException {
        Map<String, String> leftOut = new TreeMap<>();
        for (String script : sql.scripts().in(ACCOUNT)) {
            String missing = places.missing(sql.scripts().text(script));
            if (missing == null) {
                execute(connection, script, places);
            } else {
                leftOut.put(script, missing);
            }
        }
        return leftOut;
    }

    private Report underLock(Connection connection, SetupLock lock, SetupPlaces places, Map<String, String> leftOut)
            throws SQLException {
        SchemaVersions versions = SchemaVersions.read(connection, sql);
        List<String> applied = new ArrayList<>();
        for (SchemaScript script : versions.pending(SchemaScript.all(sql.scripts(), places.pipeline()))) {
            lock.keep();
            execute(connection, script.path(), places);
            versions.record(script);
            applied.add(script.path());
        }
        for (String folder : REPEATED) {
            for (String script : sql.scripts().in(folder)) {
                lock.keep();
                execute(connection, script, places);
            }
        }
        return new Report(applied, versions.latest(), leftOut);
    }

    private void execute(Connection connection, String script, SetupPlaces places) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String text : sql.statements(script, places.values())) {
                statement.execute(text);
            }
        } catch (SQLException e) {
            throw told(script, e);
        }
    }

    private static SQLException told(String script, SQLException e) {
        String message = "sql/" + script + ".sql: " + e.getMessage() + ADVICE.getOrDefault(e.getErrorCode(), "");
        return new SQLException(message, e.getSQLState(), e.getErrorCode(), e);
    }
}
