package routes.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Lets one setup at a time change a warehouse: a transaction of its own that has updated {@code control.setup_lock} and
 * is rolled back at the end. The definitions run on another connection, since each of them would commit this one.
 */
final class SetupLock implements AutoCloseable {
    private final Connection connection;
    private final String update;

    private SetupLock(Connection connection, String update) {
        this.connection = connection;
        this.update = update;
    }

    /**
     * Waits for other setups and takes the lock.
     *
     * @param connection used for nothing else until the lock is closed; not closed with it
     * @param update the statement that takes the lock, and may be repeated
     * @throws SQLException if another setup keeps it for longer than {@code snowflake.lock-timeout}
     */
    static SetupLock take(Connection connection, String update) throws SQLException {
        SetupLock lock = new SetupLock(connection, update);
        connection.setAutoCommit(false);
        try {
            lock.keep();
        } catch (SQLException e) {
            lock.close();
            throw e;
        }
        return lock;
    }

    /** Shows that the lock is in use: Snowflake ends a transaction that is idle for five minutes and blocks another. */
    void keep() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(update);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }
}
