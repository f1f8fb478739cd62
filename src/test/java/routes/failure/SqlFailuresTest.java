package routes.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static routes.failure.Failure.Kind.POISON;
import static routes.failure.Failure.Kind.RETRYABLE;
import static routes.failure.Failure.Kind.SYSTEMIC;

import java.net.SocketException;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.failure.Failure.Kind;

class SqlFailuresTest {
    @ParameterizedTest
    @CsvSource({
        "390110, 00000, RETRYABLE",
        "390112, 08001, RETRYABLE",
        "390114, 08001, RETRYABLE",
        "625, 57014, RETRYABLE",
        "603, XX000, RETRYABLE",
        "604, 57014, RETRYABLE",
        "630, 57014, RETRYABLE",
        "200001, 08006, RETRYABLE",
        "999999, 58000, RETRYABLE",
        "390100, 08001, SYSTEMIC",
        "390144, 08001, SYSTEMIC",
        "390999, 08001, SYSTEMIC",
        "3001, 42501, SYSTEMIC",
        "2003, 42S02, SYSTEMIC",
        "2043, 02000, SYSTEMIC",
        "606, 57P03, SYSTEMIC",
        "100080, 22000, POISON",
        "1003, 42000, POISON",
        "391000, 42000, POISON",
        "390099, 42000, POISON",
        "0, , POISON"
    })
    void readsTheCodeAndTheState(int code, String state, Kind kind) {
        assertThat(SqlFailures.kind(new SQLException("why", state, code))).isEqualTo(kind);
    }

    @Test
    void takesTransientAndRecoverableFailuresForOutages() {
        assertThat(SqlFailures.kind(new SQLTransientConnectionException("pool")))
                .isEqualTo(RETRYABLE);
        assertThat(SqlFailures.kind(new SQLRecoverableException("socket"))).isEqualTo(RETRYABLE);
        assertThat(SqlFailures.kind(new SQLNonTransientException("syntax"))).isEqualTo(POISON);
    }

    @Test
    void findsARefusedSignInBehindThePoolsTimeout() {
        SQLException refused = new SQLException("JWT token is invalid", "08001", 390_144);

        assertThat(SqlFailures.kind(new SQLTransientConnectionException("timed out", refused)))
                .isEqualTo(SYSTEMIC);
    }

    @Test
    void looksThroughCausesThatAreNoSqlFailures() {
        SQLException lost = new SQLException("reset", "08006", 200_001);
        SQLException wrapped = new SQLException("statement", new IllegalStateException(lost));

        assertThat(SqlFailures.kind(wrapped)).isEqualTo(RETRYABLE);
        assertThat(SqlFailures.kind(new SQLException("x", new SocketException("reset"))))
                .isEqualTo(POISON);
    }
}
