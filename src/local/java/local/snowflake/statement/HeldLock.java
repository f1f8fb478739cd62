package local.snowflake.statement;

import java.time.Instant;

/**
 * A lock that a transaction holds.
 *
 * @param table {@code RAW.ORDERS}
 * @param transaction its number
 * @param begunAt when the transaction took its first lock
 */
public record HeldLock(String table, long transaction, Instant begunAt) {}
