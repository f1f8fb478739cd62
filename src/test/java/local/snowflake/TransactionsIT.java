package local.snowflake;

import static local.snowflake.Warehouse.rows;
import static local.snowflake.Warehouse.run;
import static local.snowflake.Warehouse.update;
import static local.snowflake.Warehouse.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionsIT {

    private Warehouse warehouse;
    private Connection a;
    private Connection b;

    @BeforeEach
    void start() throws Exception {
        warehouse = new Warehouse(options -> options.withAbandonedAfter(Duration.ofSeconds(2)));
        a = warehouse.connect();
        b = warehouse.connect();
        run(
                a,
                "create table fence (epoch number(18, 0), touched_at timestamp_ntz)",
                "insert into fence values (1, null)",
                "create table t (id number(18, 0) not null, v varchar)",
                "create table u (id number(18, 0))");
    }

    @AfterEach
    void stop() throws Exception {
        a.close();
        b.close();
        warehouse.close();
    }

    @Test
    void readsBehindALockWhatTheOtherCommittedMeanwhile() throws Exception {
        run(a, "begin", "update fence set touched_at = sysdate()");
        CompletableFuture<String> epoch = async(() -> {
            run(b, "begin", "update fence set touched_at = sysdate()");
            return value(b, "select epoch from fence");
        });
        assertThat(value(a, "select epoch from fence")).isEqualTo("1");
        run(a, "update fence set epoch = epoch + 1");
        assertThat(epoch).isNotDone();
        run(a, "commit");

        assertThat(epoch.get(60, TimeUnit.SECONDS)).isEqualTo("2");
        run(b, "rollback");
    }

    @Test
    void readsBehindALaterLockToo() throws Exception {
        run(a, "begin", "update fence set epoch = 7");
        run(b, "begin");
        assertThat(value(b, "select epoch from fence")).isEqualTo("1");
        CompletableFuture<String> epoch = async(() -> {
            run(b, "update fence set touched_at = sysdate()");
            return value(b, "select epoch from fence");
        });
        run(a, "commit");

        assertThat(epoch.get(60, TimeUnit.SECONDS)).isEqualTo("7");
        run(b, "rollback");
    }

    @Test
    void takesATruncateBackWithTheTransaction() throws Exception {
        run(a, "insert into t values (1, 'x'), (2, 'y')", "begin", "truncate table if exists t");
        run(a, "truncate table if exists missing", "insert into t values (3, 'z')");
        assertThat(rows(a, "select id from t")).containsExactly("3");
        assertThat(rows(b, "select id from t order by 1")).containsExactly("1", "2");
        run(a, "rollback");

        assertThat(rows(a, "select id from t order by 1")).containsExactly("1", "2");
        assertThatThrownBy(() -> run(a, "truncate table missing")).hasMessageContaining("MISSING");
    }

    @Test
    void hidesWhatIsNotCommittedAndForgetsWhatIsRolledBack() throws Exception {
        a.setAutoCommit(false);
        run(a, "insert into t values (1, 'x')");
        assertThat(rows(b, "select * from t")).isEmpty();
        a.rollback();
        assertThat(rows(a, "select * from t")).isEmpty();
        run(a, "insert into t values (2, 'y')");
        a.commit();
        assertThat(rows(b, "select * from t")).containsExactly("2|y");
    }

    @Test
    void commitsTheOpenTransactionBeforeADefinition() throws Exception {
        run(a, "begin", "insert into t values (1, 'x')", "create table w (id number)", "rollback");
        assertThat(rows(b, "select id from t")).containsExactly("1");
    }

    @Test
    void failsLoudlyUntilALostTransactionIsEnded() throws Exception {
        run(a, "begin", "insert into t values (1, 'x')");
        assertThatThrownBy(() -> run(a, "select nothing_like_it from t")).hasMessageContaining("invalid identifier");
        assertThatThrownBy(() -> run(a, "insert into t values (2, 'y')")).hasMessageContaining("aborted");
        assertThatThrownBy(() -> run(a, "commit")).hasMessageContaining("aborted");
        assertThat(rows(a, "select * from t")).isEmpty();
    }

    @Test
    void goesOnAfterAnErrorFoundBeforeRunningWhenNotToldToAbort() throws Exception {
        run(a, "alter session set transaction_abort_on_error = false", "begin", "insert into t values (1, 'x')");
        assertThatThrownBy(() -> run(a, "select nothing_like_it from t")).isInstanceOf(SQLException.class);
        run(a, "commit");
        assertThat(rows(b, "select id from t")).containsExactly("1");
    }

    @Test
    void losesTheTransactionLoudlyAfterAnErrorWhileRunning() throws Exception {
        run(a, "alter session set transaction_abort_on_error = false", "begin", "insert into t values (1, 'x')");
        assertThatThrownBy(() -> run(a, "insert into t values (null, 'y')"))
                .hasMessageContaining("NULL result in a non-nullable column");
        assertThatThrownBy(() -> run(a, "commit")).hasMessageContaining("aborted");
        assertThat(rows(b, "select id from t")).isEmpty();
    }

    @Test
    void waitsForALockNoLongerThanLockTimeout() throws Exception {
        run(a, "begin", "delete from t");
        run(b, "alter session set lock_timeout = 1");
        assertThatThrownBy(() -> run(b, "insert into t values (1, 'x')"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(625));
        run(a, "rollback");
        assertThat(update(b, "insert into t values (1, 'x')")).isEqualTo(1);
    }

    @Test
    void endsADeadlockWithAnError() throws Exception {
        run(a, "begin", "delete from t");
        run(b, "begin", "delete from u");
        CompletableFuture<String> waiting = async(() -> {
            run(a, "delete from u");
            return "done";
        });
        await().untilAsserted(
                        () -> assertThatThrownBy(() -> run(b, "delete from t")).isInstanceOf(SQLException.class));
        assertThat(waiting.get(60, TimeUnit.SECONDS)).isEqualTo("done");
        run(a, "rollback");
        run(b, "rollback");
    }

    @Test
    void refusesToChangeWhatItCannotSeeAnyMore() throws Exception {
        run(a, "begin", "insert into u values (1)");
        run(b, "insert into t values (1, 'x')");
        assertThatThrownBy(() -> run(a, "delete from t"))
                .hasMessageContaining("TABLE".toLowerCase(java.util.Locale.ROOT));
        run(a, "rollback");
    }

    @Test
    void freesTheLocksOfAClosedSession() throws Exception {
        run(a, "begin", "insert into t values (1, 'x')");
        CompletableFuture<Integer> waiting = async(() -> update(b, "insert into t values (2, 'y')"));
        a.close();
        assertThat(waiting.get(60, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(rows(b, "select id from t")).containsExactly("2");
    }

    @Test
    void rollsBackAnAbandonedTransactionOnceItBlocksAnother() throws Exception {
        run(a, "begin", "insert into t values (1, 'x')");
        CompletableFuture<Integer> waiting = async(() -> update(b, "insert into t values (2, 'y')"));
        assertThat(waiting.get(60, TimeUnit.SECONDS)).isEqualTo(1);
        assertThatThrownBy(() -> run(a, "commit")).hasMessageContaining("aborted");
        assertThat(rows(a, "select id from t")).containsExactly("2");
    }

    @Test
    void abortsATransactionByItsNumber() throws Exception {
        run(a, "begin", "insert into t values (1, 'x')");
        String held = value(b, "show locks").split("\\|", -1)[2];
        CompletableFuture<Integer> waiting = async(() -> update(b, "insert into t values (2, 'y')"));

        try (Connection c = warehouse.connect()) {
            assertThat(value(c, "select system$abort_transaction(" + held + ")"))
                    .contains("Aborted", held);
            assertThat(waiting.get(60, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(value(c, "select system$abort_transaction(" + held + ")"))
                    .contains("not running");
        }
        assertThatThrownBy(() -> run(a, "insert into t values (3, 'z')")).hasMessageContaining("aborted");
        run(a, "rollback");
        assertThat(rows(a, "select id from t")).containsExactly("2");
    }

    private interface Task<T> {
        T run() throws SQLException;
    }

    private static <T> CompletableFuture<T> async(Task<T> task) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return task.run();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
