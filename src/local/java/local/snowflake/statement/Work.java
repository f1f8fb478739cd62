package local.snowflake.statement;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import local.snowflake.access.Access;
import local.snowflake.access.Identity;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;
import local.snowflake.storage.Buckets;
import local.snowflake.storage.StageLoader;
import local.snowflake.storage.StagedFile;
import org.duckdb.DuckDBConnection;

/** What a statement works with: the session it runs in. Used on the session's thread only. */
public interface Work {

    /** The connection of the transaction, for the catalog and bulk reads. */
    DuckDBConnection connection();

    Buckets buckets();

    /** The directory for files on their way to a stage. */
    Path unloads();

    /** When the statement began. */
    Instant startedAt();

    String queryId();

    /** The current schema. */
    String schema();

    /** The tokens as DuckDB SQL. */
    String translate(List<Token> tokens) throws SqlFailure;

    /** The tokens of a view's query: the time is that of the reading, not of the definition. */
    String translateView(List<Token> tokens) throws SqlFailure;

    /** Finds errors that are there before the first row; the transaction stays as it is. */
    void check(String duckSql) throws SqlFailure;

    /** Runs a query with the statement's bind variables. */
    Result query(StatementType type, String duckSql) throws SqlFailure;

    /** Runs a statement with the bind variables and counts the rows it touched. */
    long update(String duckSql) throws SqlFailure;

    /** Runs a statement with the bind variables and counts the values of its first column. */
    Map<String, Long> tally(String duckSql) throws SqlFailure;

    /** Runs a statement that has no bind variables. */
    void execute(String duckSql) throws SqlFailure;

    /** The columns of a query that is not run. */
    Result describe(StatementType type, String duckSql) throws SqlFailure;

    /** Loads files into a temporary table that lives as long as the statement. */
    Loaded load(StageLoader loader, int columns, List<StagedFile> files) throws SqlFailure, SQLException;

    /** Whether objects of stages are left alone, because only columns are asked for. */
    boolean isDescribing();

    /** Who the session is and where it works. */
    Identity identity();

    /** Who decides what it may do. */
    Access access();

    /** The session's parameters. */
    Map<String, String> parameters();

    /** The locks that transactions hold now. */
    List<HeldLock> locks();

    /**
     * Rolls back a transaction of this user, or, for an administrator, of any.
     *
     * @return whether it was under way
     */
    boolean abort(long transaction) throws SqlFailure, SQLException;

    /** Sets a parameter; null brings its default back. */
    void set(String parameter, String value) throws SqlFailure, SQLException;

    /** Changes the current schema. */
    void use(ObjectName schema) throws SqlFailure, SQLException;

    void begin() throws SqlFailure;

    void commit() throws SqlFailure;

    void rollback() throws SqlFailure;
}
