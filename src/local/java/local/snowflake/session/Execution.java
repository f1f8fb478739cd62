package local.snowflake.session;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import local.snowflake.access.Access;
import local.snowflake.access.Identity;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Sources;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;
import local.snowflake.dialect.Translator;
import local.snowflake.statement.HeldLock;
import local.snowflake.statement.Loaded;
import local.snowflake.statement.Result;
import local.snowflake.statement.StageScan;
import local.snowflake.statement.StatementType;
import local.snowflake.statement.Work;
import local.snowflake.storage.Buckets;
import local.snowflake.storage.StageLoader;
import local.snowflake.storage.StagedFile;
import local.snowflake.storage.StagedRows;
import org.duckdb.DuckDBConnection;

/** One statement being run in a session. Used on the session's thread; {@link #cancel} may come from any. */
final class Execution implements Work, Sources {

    private final Session session;
    private final Duck duck;
    private final String queryId;
    private final List<Bind> binds;
    private final boolean describing;
    private final Instant startedAt;
    private int nextBind;
    private boolean view;

    Execution(Session session, String queryId, List<Bind> binds, boolean describing) {
        this.session = session;
        this.queryId = queryId;
        this.binds = binds;
        this.describing = describing;
        duck = new Duck(session.connection(), session.side());
        startedAt = session.shared().clock().instant();
    }

    /** Whether DuckDB failed in the middle, which ends its transaction. */
    boolean isBroken() {
        return duck.isBroken();
    }

    /** The failure that an error of the working connection stands for. */
    SqlFailure fail(SQLException error) {
        return duck.fail(error);
    }

    /** Ends the statement as soon as DuckDB notices. */
    void cancel() throws SQLException {
        duck.cancel();
    }

    /** Removes what the statement left behind. */
    void close() throws SQLException {
        duck.close();
    }

    /** Makes a temporary table that lives as long as the statement. */
    String temporary(Duck.Definition definition) throws SqlFailure {
        return duck.temporary(queryId, definition);
    }

    @Override
    public DuckDBConnection connection() {
        return duck.connection();
    }

    @Override
    public Buckets buckets() {
        return session.shared().buckets();
    }

    @Override
    public Path unloads() {
        return session.shared().database().unloads();
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
            throw duck.fail(e);
        }
    }

    @Override
    public String result(String id) throws SqlFailure {
        return session.results().relation(this, id);
    }

    @Override
    public String value(String function) {
        return SessionFunctions.value(function, session, startedAt, view);
    }

    @Override
    public String bind() throws SqlFailure {
        if (nextBind < binds.size()) {
            String sql = binds.get(nextBind).sql();
            nextBind++;
            return sql;
        }
        if (describing) {
            return Bind.unknown().sql();
        }
        throw new SqlFailure(
                "002049", "42601", "SQL compilation error:\nBind variable " + (nextBind + 1) + " is not set.");
    }

    @Override
    public void check(String duckSql) throws SqlFailure {
        duck.check(duckSql);
    }

    @Override
    public Result query(StatementType type, String duckSql) throws SqlFailure {
        return duck.query(type, duckSql, binds.subList(0, nextBind));
    }

    @Override
    public long update(String duckSql) throws SqlFailure {
        return duck.update(duckSql, binds.subList(0, nextBind));
    }

    @Override
    public Map<String, Long> tally(String duckSql) throws SqlFailure {
        return duck.tally(duckSql, binds.subList(0, nextBind));
    }

    @Override
    public void execute(String duckSql) throws SqlFailure {
        duck.execute(duckSql);
    }

    @Override
    public Result describe(StatementType type, String duckSql) throws SqlFailure {
        return duck.describe(type, duckSql);
    }

    @Override
    public Loaded load(StageLoader loader, int columns, List<StagedFile> files) throws SqlFailure, SQLException {
        String rows = temporary(name -> StagedRows.rowsDefinition(name, columns));
        String names = temporary(StagedRows::filesDefinition);
        return new Loaded(
                new StagedRows("temp.main." + Token.quote(rows), "temp.main." + Token.quote(names), columns),
                loader.load(connection(), rows, names, files));
    }

    @Override
    public boolean isDescribing() {
        return describing;
    }

    @Override
    public Identity identity() {
        return session.identity();
    }

    @Override
    public Access access() {
        return session.shared().access();
    }

    @Override
    public List<HeldLock> locks() {
        return session.shared().locks().held();
    }

    @Override
    public boolean abort(long transaction) throws SqlFailure, SQLException {
        Optional<Session> owner =
                session.shared().locks().owner(transaction).map(held -> ((Transaction) held).session());
        if (owner.isEmpty()) {
            return false;
        }
        boolean isOurs = owner.get().user().equals(session.user());
        if (!isOurs && !session.identity().isAdministrator()) {
            throw new SqlFailure(
                    "003001", "42501", "Only the user who began transaction " + transaction + " may abort it.");
        }
        if (owner.get() == session) {
            session.transaction().lose();
        } else {
            owner.get().abort(transaction);
        }
        return true;
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
}
