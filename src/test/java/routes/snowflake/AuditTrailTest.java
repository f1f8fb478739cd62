package routes.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The trail over a database whose driver is not Snowflake's. */
class AuditTrailTest {
    private final AuditTrail audit = new AuditTrail();
    private Connection connection;
    private JdbcTemplate jdbc;
    private TransactionTemplate transaction;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        DataSource audited = audit.over(new SingleConnectionDataSource(connection, true));
        jdbc = new JdbcTemplate(audited);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(audited));
        jdbc.execute("create table t (a integer)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void tellsTheStatementsOfATransactionInOrder() {
        transaction.executeWithoutResult(status -> {
            jdbc.update("insert into t select unnest([1, 2, 3])\n-- load/copy_orders");
            jdbc.queryForList("select a from t\n-- load/find_batch");
            jdbc.update("delete from t where a > 1");

            assertThat(steps()).extracting(step -> step.get("ordinal").asInt()).containsExactly(1, 2, 3);
            assertThat(texts("step")).containsExactly("load/copy_orders", "load/find_batch", "-");
            assertThat(texts("rows_affected")).containsExactly("3", "null", "2");
            assertThat(texts("statement").get(2)).isEqualTo("delete from t where a > 1");
            assertThat(texts("query_id")).containsOnly("null");
            assertThat(steps())
                    .allSatisfy(step ->
                            assertThat(step.get("milliseconds").asLong()).isNotNegative());
        });
    }

    @Test
    void startsAnewWithEachTransaction() {
        transaction.executeWithoutResult(status -> jdbc.update("insert into t values (1)"));
        assertThat(steps()).isEmpty();
        transaction.executeWithoutResult(status -> {
            jdbc.update("insert into t values (2)");
            status.setRollbackOnly();
        });
        assertThat(steps()).isEmpty();
        transaction.executeWithoutResult(status -> {
            jdbc.update("insert into t values (3)");
            assertThat(texts("statement")).containsExactly("insert into t values (3)");
        });
    }

    @Test
    void forgetsWhatRunsOutsideATransaction() {
        jdbc.update("insert into t values (1)");
        assertThat(steps()).isEmpty();
        transaction.executeWithoutResult(status -> assertThat(steps()).isEmpty());
    }

    @Test
    void leavesOutAStatementThatFails() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    try {
                        jdbc.update("insert into nowhere values (1)");
                    } finally {
                        assertThat(steps()).isEmpty();
                    }
                }))
                .hasMessageContaining("nowhere");
    }

    @Test
    void belongsToTheThreadOfItsTransaction() {
        transaction.executeWithoutResult(status -> {
            jdbc.update("insert into t values (1)");
            assertThat(CompletableFuture.supplyAsync(audit::json).join()).isEqualTo("[]");
            assertThat(steps()).hasSize(1);
        });
    }

    @Test
    void setsATrailAsideWhileAnotherTransactionRuns() {
        TransactionTemplate another = new TransactionTemplate(transaction.getTransactionManager());
        another.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
        transaction.executeWithoutResult(status -> {
            jdbc.update("insert into t values (1)");
            another.executeWithoutResult(none -> assertThat(steps()).isEmpty());
            assertThat(steps()).hasSize(1);
        });
    }

    @Test
    void keepsABoundedNumberOfStepsAndTheStartOfLongOnes() {
        transaction.executeWithoutResult(status -> {
            jdbc.queryForList("select '" + "😀".repeat(3 * AuditTrail.MAX_STATEMENT) + "'\n-- load/long");
            for (int i = 0; i < AuditTrail.MAX_STEPS; i++) {
                jdbc.queryForList("select 1");
            }
            assertThat(steps()).hasSize(AuditTrail.MAX_STEPS);
            assertThat(texts("step").get(0)).isEqualTo("load/long");
            assertThat(texts("statement").get(0).codePoints())
                    .hasSize(AuditTrail.MAX_STATEMENT)
                    .endsWith("😀".codePointAt(0));
        });
    }

    private List<String> texts(String field) {
        return steps().stream().map(step -> step.get(field).asText()).toList();
    }

    private List<JsonNode> steps() {
        try {
            List<JsonNode> steps = new ArrayList<>();
            new JsonMapper().readTree(audit.json()).forEach(steps::add);
            return steps;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
