package local.snowflake.session;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import local.snowflake.dialect.DuckErrors;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Sources;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;
import local.snowflake.dialect.Translator;
import local.snowflake.statement.Column;
import local.snowflake.statement.Loaded;
import local.snowflake.statement.Result;
import local.snowflake.statement.StageScan;
import local.snowflake.statement.StatementType;
import local.snowflake.statement.Work;
import local.snowflake.storage.Buckets;
import local.snowflake.storage.StageLoader;
import local.snowflake.storage.StagedFile;
import org.duckdb.DuckDBConnection;

/** One statement being run in a session. Used on the session's thread; {@link #cancel} may come from any. */
final class Execution implements Work, Sources {

    private final Session session;
    private final String queryId;
    private final List<Bind> binds;
    private final boolean describing;
    private final Instant startedAt;
    private final List<String> temporaries = new ArrayList<>();
    private int nextBind;
    private boolean view;
    private boolean broken;
    private volatile Statement running;
    private volatile boolean cancelled;

    Execution(Session session, String queryId, List<Bind> binds, boolean describing) {
        this.session = session;
        this.queryId = queryId;
        this.binds = binds;
        this.describing = describing;
        this.startedAt = session.clock().instant();
    }

    /** Whether DuckDB failed in the middle, which ends its transaction. */
    boolean isBroken() {
        return broken;
    }

    /** Ends the statement as soon as DuckDB notices. */
    void cancel() throws SQLException {
        cancelled = true;
        Statement statement = running;
        if (statement != null) {
            statement.cancel();
        }
    }

    /** Removes what the statement left behind. */
    void close() throws SQLException {
        for (String table : temporaries) {
            drop(session.side(), table);
            if (!broken) {
                drop(session.connection(), table);
            }
        }
    }

    private static void drop(DuckDBConnection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists temp.main." + Token.quote(table));
        }
    }

    @Override
    public DuckDBConnection connection() {
        return session.connection();
    }

    @Override
    public Buckets buckets() {
        return session.buckets();
    }

    @Override
    public Instant startedAt() {
        return startedAt;
    }

    @Override
    public String queryId() {
        return queryId;
    }

    @Override
    public String schema() {
        return session.schema();
    }

    @Override
    public String translate(List<Token> tokens) throws SqlFailure {
        return new Translator(this).translate(tokens);
    }

    @Override
    public String translateView(List<Token> tokens) throws SqlFailure {
        view = true;
        return translate(tokens);
    }

    @Override
    public String stage(String reference, Map<String, List<Token>> options, int columns) throws SqlFailure {
        try {
            return StageScan.relation(this, reference, options, columns);
        } catch (SQLException e) {
            throw fail(e);
        }
    }

    @Override
    public String result(String id) throws SqlFailure {
        return session.results().relation(this, id);
    }

    @Override
    public String value(String function) throws SqlFailure {
        return SessionFunctions.value(function, session, startedAt, view);
    }

    @Override
    public String bind() throws SqlFailure {
        if (nextBind >= binds.size()) {
            if (describing) {
                return Bind.unknown().sql();
            }
            throw new SqlFailure(
                    "002049", "42601", "SQL compilation error:\nBind variable " + (nextBind + 1) + " not set.");
        }
        return binds.get(nextBind++).sql();
    }

    @Override
    public void check(String duckSql) throws SqlFailure {
        try (PreparedStatement prepared = session.side().prepareStatement(duckSql)) {
            prepared.getMetaData();
        } catch (SQLException e) {
            throw DuckErrors.translate(e);
        }
    }

    @Override
    public Result query(StatementType type, String duckSql) throws SqlFailure {
        check(duckSql);
        try (PreparedStatement prepared = prepare(duckSql);
                ResultSet set = prepared.executeQuery()) {
            List<Column> columns = Rows.columns(set.getMetaData());
            return new Result(type, columns, Rows.read(set, columns));
        } catch (SQLException e) {
            throw fail(e);
        } finally {
            running = null;
        }
    }

    @Override
    public long update(String duckSql) throws SqlFailure {
        check(duckSql);
        try (PreparedStatement prepared = prepare(duckSql)) {
            return prepared.executeLargeUpdate();
        } catch (SQLException e) {
            throw fail(e);
        } finally {
            running = null;
        }
    }

    private PreparedStatement prepare(String duckSql) throws SQLException, SqlFailure {
        if (cancelled) {
            throw new SqlFailure("000604", "57014", "SQL execution canceled");
        }
        PreparedStatement prepared = connection().prepareStatement(duckSql);
        running = prepared;
        for (int i = 0; i < nextBind; i++) {
            prepared.setString(i + 1, binds.get(i).value());
        }
        return prepared;
    }

    @Override
    public void execute(String duckSql) throws SqlFailure {
        check(duckSql);
        try (Statement statement = connection().createStatement()) {
            statement.execute(duckSql);
        } catch (SQLException e) {
            throw fail(e);
        }
    }

    @Override
    public Result describe(StatementType type, String duckSql) throws SqlFailure {
        try (PreparedStatement prepared = session.side().prepareStatement(duckSql)) {
            return new Result(type, Rows.columns(prepared.getMetaData()), List.of());
        } catch (SQLException e) {
            throw DuckErrors.translate(e);
        }
    }

    @Override
    public Loaded load(StageLoader loader, int columns, List<StagedFile> files) throws SqlFailure, SQLException {
        String table = temporary(name -> StageLoader.definition(name, columns));
        return new Loaded("temp.main." + Token.quote(table), loader.load(connection(), table, files));
    }

    /** How to make a temporary table of a name. */
    @FunctionalInterface
    interface Definition {
        String sql(String name) throws SqlFailure;
    }

    /** Makes a temporary table on both connections, so that statements can be checked against it. */
    String temporary(Definition definition) throws SqlFailure, SQLException {
        String table = "T" + queryId.replace("-", "") + "_" + temporaries.size();
        temporaries.add(table);
        for (DuckDBConnection connection : List.of(session.side(), connection())) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(definition.sql(table));
            }
        }
        return table;
    }

    @Override
    public boolean isDescribing() {
        return describing;
    }

    @Override
    public Map<String, String> parameters() {
        return session.parameters();
    }

    @Override
    public void set(String parameter, String value) throws SqlFailure, SQLException {
        session.set(parameter, value);
    }

    @Override
    public void use(ObjectName schema) throws SqlFailure, SQLException {
        session.use(schema);
    }

    @Override
    public void begin() {
        session.transaction().start();
    }

    @Override
    public void commit() throws SqlFailure {
        session.transaction().commit();
    }

    @Override
    public void rollback() {
        session.transaction().rollback();
    }

    private SqlFailure fail(SQLException error) {
        broken = true;
        return DuckErrors.translate(error);
    }
}
