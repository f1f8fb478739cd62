package routes.failure;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Set;
import routes.failure.Failure.Kind;

/** What Snowflake's error codes mean for a batch; codes by Snowflake's documentation and the driver's ErrorCode. */
final class SqlFailures {
    /** Session gone or expired, lock timeout, internal error, cancelled, statement timeout. */
    private static final Set<Integer> PASSING = Set.of(390_110, 390_111, 390_112, 390_114, 625, 603, 604, 630);
    /** Classes of SQL state: connection (08), operator intervention (57), system error (58). */
    private static final List<String> PASSING_STATES = List.of("08", "57", "58");
    /** Sign-in refused: 390100 to 390999 but for what passes. */
    private static final int FIRST_SIGN_IN = 390_100;

    private static final int LAST_SIGN_IN = 390_999;
    /** No privilege; does not exist or is not authorized; no warehouse. */
    private static final Set<Integer> REFUSED = Set.of(3_001, 2_003, 2_043, 606);

    private SqlFailures() {}

    /** RETRYABLE, SYSTEMIC, or POISON for "ask the objects": the statement itself failed. */
    static Kind kind(SQLException failure) {
        Kind kind = Kind.POISON;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                if (isRefused(sql.getErrorCode())) {
                    return Kind.SYSTEMIC;
                }
                if (isPassing(sql)) {
                    kind = Kind.RETRYABLE;
                }
            }
        }
        return kind;
    }

    private static boolean isRefused(int code) {
        boolean isSignIn = code >= FIRST_SIGN_IN && code <= LAST_SIGN_IN && !PASSING.contains(code);
        return isSignIn || REFUSED.contains(code);
    }

    private static boolean isPassing(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof SQLTransientException
                || failure instanceof SQLRecoverableException
                || PASSING.contains(failure.getErrorCode())
                || (state != null && PASSING_STATES.stream().anyMatch(state::startsWith));
    }
}
