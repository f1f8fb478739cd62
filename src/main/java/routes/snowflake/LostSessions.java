package routes.snowflake;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;

/**
 * Tells the pool which errors mean that a connection is of no use any more although its state does not say so: Snowflake does
 * not know the session or what it could be renewed with. The driver tells of it by these numbers in the state XX000. Stateless.
 */
public final class LostSessions implements SQLExceptionOverride {
    /** Id token expired; session gone; master token not found, expired, invalid: what the driver asks to sign in again for. */
    private static final Set<Integer> CODES = Set.of(390110, 390111, 390113, 390114, 390115);

    @java.lang.Override
    public Override adjudicate(SQLException e) {
        return CODES.contains(e.getErrorCode()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
