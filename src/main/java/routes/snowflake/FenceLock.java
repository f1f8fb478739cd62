package routes.snowflake;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A transaction of this user that holds the fence of a pipeline. There is one while a batch is loaded, reloaded or forgotten,
 * and one that a loader has left behind that was killed meanwhile: Snowflake ends that only once it has been idle for five
 * minutes and blocks another.
 *
 * @param transaction its number
 * @param begunAt when it was begun
 */
public record FenceLock(String transaction, Instant begunAt) {

    /**
     * The one among the rows of SHOW LOCKS.
     *
     * @see <a href="https://docs.snowflake.com/en/sql-reference/sql/show-locks">SHOW LOCKS</a>
     */
    public static Optional<FenceLock> in(List<Map<String, Object>> locks, String pipeline) {
        return locks.stream()
                .filter(lock -> isOne(Rows.text(lock, "resource"), Rows.text(lock, "status"), pipeline))
                .map(lock -> new FenceLock(
                        Rows.text(lock, "transaction"), ((Timestamp) lock.get("transaction_started_on")).toInstant()))
                .findFirst();
    }

    /** Whether these cells of SHOW LOCKS say that the fence of a pipeline is held. */
    public static boolean isOne(String resource, String status, String pipeline) {
        return "HOLDING".equals(status)
                && resource.toUpperCase(Locale.ROOT).endsWith((".CONTROL.FENCE_" + pipeline).toUpperCase(Locale.ROOT));
    }
}
