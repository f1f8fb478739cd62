package routes.snowflake;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which transaction of this user holds the fence of a pipeline. There is one while a batch is loaded, reloaded or forgotten,
 * and one that a loader has left behind that was killed meanwhile: Snowflake ends that only once it has been idle for five
 * minutes and blocks another. Stateless.
 *
 * @see <a href="https://docs.snowflake.com/en/sql-reference/sql/show-locks">SHOW LOCKS</a>
 */
public final class FenceLock {
    private FenceLock() {}

    /** The number of the transaction, among the rows of SHOW LOCKS; empty if none holds the fence. */
    public static Optional<String> holder(List<Map<String, Object>> locks, String pipeline) {
        return locks.stream()
                .filter(lock -> isHeld(Rows.text(lock, "resource"), Rows.text(lock, "status"), pipeline))
                .map(lock -> Rows.text(lock, "transaction"))
                .findFirst();
    }

    /** Whether these cells of SHOW LOCKS say that the fence of a pipeline is held. */
    public static boolean isHeld(String resource, String status, String pipeline) {
        return resource != null
                && "HOLDING".equals(status)
                && resource.toUpperCase(Locale.ROOT).endsWith((".CONTROL.FENCE_" + pipeline).toUpperCase(Locale.ROOT));
    }
}
