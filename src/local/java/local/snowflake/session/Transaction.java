package local.snowflake.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import local.snowflake.dialect.DuckErrors;
import local.snowflake.dialect.SqlFailure;

/**
 * The transaction of a session, laid over DuckDB's. DuckDB's begins as late as possible and anew before each statement
 * until something is written, so a statement that waited for a lock sees what the other committed. Owned by the session's
 * thread, except where noted.
 */
final class Transaction {

    private final Session session;
    private final Connection connection;
    private final Locks locks;
    private boolean open;
    private boolean begun;
    private boolean wrote;
    private boolean lost;
    private long snapshot;

    Transaction(Session session, Connection connection, Locks locks) {
        this.session = session;
        this.connection = connection;
        this.locks = locks;
    }

    /** Whose it is. */
    Session session() {
        return session;
    }

    /** Opens the transaction; one that is open goes on. */
    void start() {
        open = true;
    }

    boolean isOpen() {
        return open;
    }

    /** Whether its work is gone and only its end is allowed. */
    boolean isLost() {
        return lost;
    }

    /** Whether someone waits for one of its locks. Any thread may ask. */
    boolean isBlocking() {
        return locks.isBlocking(this);
    }

    /** Lets the next statement see what was committed since the last; nothing happens once something was written. */
    void refresh() throws SqlFailure {
        if (begun && !wrote) {
            execute("commit");
            begun = false;
        }
    }

    /** Takes a lock, before {@link #begin}. */
    void lock(String table, Duration timeout, boolean mustBeNewest) throws SqlFailure {
        locks.acquire(this, table, timeout);
        if (mustBeNewest && begun && locks.changedSince(table, snapshot)) {
            throw new SqlFailure(
                    "000002",
                    "0A000",
                    "Unsupported feature 'changing table " + table + " in a transaction that wrote other tables before"
                            + " somebody else committed a change of this one'. Lock it with the first statement.");
        }
    }

    /** Begins DuckDB's transaction unless it has begun. */
    void begin() throws SqlFailure {
        if (!begun) {
            snapshot = locks.sequence();
            execute("begin transaction");
            begun = true;
        }
    }

    /** From now on there is something to lose. */
    void wrote() {
        wrote = true;
    }

    /** Ends the transaction; a lost one cannot be committed. */
    void commit() throws SqlFailure {
        if (lost) {
            end(false);
            throw lostFailure();
        }
        boolean done = false;
        try {
            if (begun) {
                execute("commit");
            }
            done = true;
        } finally {
            if (!done) {
                abandon();
            }
            end(done && wrote);
        }
    }

    void rollback() {
        abandon();
        end(false);
    }

    /** Rolls back and keeps the session from going on as if nothing had happened. */
    void lose() {
        rollback();
        open = true;
        lost = true;
    }

    SqlFailure lostFailure() {
        return new SqlFailure(
                "000606",
                "25P02",
                "The current transaction was aborted by an error and rolled back; end it with ROLLBACK and run it again.");
    }

    private void abandon() {
        if (begun) {
            try {
                execute("rollback");
            } catch (SqlFailure e) {
                // DuckDB has ended it already; there is nothing left to undo.
            }
            begun = false;
        }
    }

    private void end(boolean changed) {
        open = false;
        begun = false;
        wrote = false;
        lost = false;
        locks.release(this, changed);
    }

    private void execute(String sql) throws SqlFailure {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw DuckErrors.translate(e);
        }
    }
}
