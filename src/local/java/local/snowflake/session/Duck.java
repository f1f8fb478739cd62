package local.snowflake.session;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import local.snowflake.dialect.DuckErrors;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;
import local.snowflake.statement.Column;
import local.snowflake.statement.Result;
import local.snowflake.statement.StatementType;
import org.duckdb.DuckDBConnection;

/**
 * DuckDB as one statement sees it: a connection that works and one beside it that only prepares. Any error on the first
 * ends its transaction and COMMIT would say nothing of it, so whatever can be found out is found out on the second. Used on
 * the session's thread; {@link #cancel} may come from any.
 */
final class Duck {

    private final DuckDBConnection connection;
    private final DuckDBConnection side;
    private final List<String> temporaries = new ArrayList<>();
    private boolean broken;
    private volatile Statement running;
    private volatile boolean cancelled;

    Duck(DuckDBConnection connection, DuckDBConnection side) {
        this.connection = connection;
        this.side = side;
    }

    DuckDBConnection connection() {
        return connection;
    }

    /** Whether the working connection failed, which ended its transaction. */
    boolean isBroken() {
        return broken;
    }

    void cancel() throws SQLException {
        cancelled = true;
        Statement statement = running;
        if (statement != null) {
            statement.cancel();
        }
    }

    void check(String sql) throws SqlFailure {
        try (PreparedStatement prepared = side.prepareStatement(sql)) {
            prepared.getMetaData();
        } catch (SQLException e) {
            throw DuckErrors.translate(e);
        }
    }

    Result describe(StatementType type, String sql) throws SqlFailure {
        try (PreparedStatement prepared = side.prepareStatement(sql)) {
            return new Result(type, Rows.columns(prepared.getMetaData()), List.of());
        } catch (SQLException e) {
            throw DuckErrors.translate(e);
        }
    }

    Result query(StatementType type, String sql, List<Bind> binds) throws SqlFailure {
        check(sql);
        try (PreparedStatement prepared = prepare(sql, binds);
                ResultSet set = prepared.executeQuery()) {
            List<Column> columns = Rows.columns(set.getMetaData());
            return new Result(type, columns, Rows.read(set, columns));
        } catch (SQLException e) {
            throw fail(e);
        } finally {
            running = null;
        }
    }

    long update(String sql, List<Bind> binds) throws SqlFailure {
        check(sql);
        try (PreparedStatement prepared = prepare(sql, binds)) {
            return prepared.executeLargeUpdate();
        } catch (SQLException e) {
            throw fail(e);
        } finally {
            running = null;
        }
    }

    Map<String, Long> tally(String sql, List<Bind> binds) throws SqlFailure {
        check(sql);
        try (PreparedStatement prepared = prepare(sql, binds);
                ResultSet set = prepared.executeQuery()) {
            Map<String, Long> counts = new HashMap<>();
            while (set.next()) {
                counts.merge(set.getString(1), 1L, Long::sum);
            }
            return counts;
        } catch (SQLException e) {
            throw fail(e);
        } finally {
            running = null;
        }
    }

    void execute(String sql) throws SqlFailure {
        check(sql);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw fail(e);
        }
    }

    /** How to make a temporary table of a name. */
    @FunctionalInterface
    interface Definition {
        String sql(String name) throws SqlFailure;
    }

    /** Makes a temporary table on both connections, so that statements over it can be prepared beside. */
    String temporary(String queryId, Definition definition) throws SqlFailure {
        String table = "T" + queryId.replace("-", "") + "_" + temporaries.size();
        String sql = definition.sql(table);
        temporaries.add(table);
        try {
            for (DuckDBConnection each : List.of(side, connection)) {
                try (Statement statement = each.createStatement()) {
                    statement.execute(sql);
                }
            }
            return table;
        } catch (SQLException e) {
            throw fail(e);
        }
    }

    /** Drops the temporary tables. */
    void close() throws SQLException {
        for (String table : temporaries) {
            drop(side, table);
            if (!broken) {
                drop(connection, table);
            }
        }
    }

    SqlFailure fail(SQLException error) {
        broken = true;
        return DuckErrors.translate(error);
    }

    private PreparedStatement prepare(String sql, List<Bind> binds) throws SQLException, SqlFailure {
        if (cancelled) {
            throw new SqlFailure("000604", "57014", "SQL execution canceled");
        }
        PreparedStatement prepared = connection.prepareStatement(sql);
        running = prepared;
        for (int i = 0; i < binds.size(); i++) {
            prepared.setString(i + 1, binds.get(i).value());
        }
        return prepared;
    }

    private static void drop(DuckDBConnection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists temp.main." + Token.quote(table));
        }
    }
}
