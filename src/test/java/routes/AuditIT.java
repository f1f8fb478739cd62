package routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Map;
import local.run.LocalUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import routes.snowflake.AuditTrail;

/** What {@code control.batch_steps} tells of a batch, through the real driver. */
class AuditIT {
    private static final String ORDER = "O-1,C-1,Mug,2,19.90,2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z";
    private static final String OTHER = "O-2,C-1,Pot,1,5.00,2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z";
    private static final String CUSTOMER = "C-1,Ada,ada@example.com,GB,upsert,2026-11-20T09:00:00.000Z";

    private LocalStack stack;

    @BeforeEach
    void startStack() throws Exception {
        stack = new LocalStack();
    }

    @AfterEach
    void stopStack() throws Exception {
        stack.close();
    }

    @Test
    void keepsEachStatementOfABatchOnceAndInOrder() throws Exception {
        stack.put("landing/orders/one", ORDER, OTHER);
        stack.put("landing/customers/one", CUSTOMER);
        load();

        List<String> steps = column("step");
        assertThat(steps)
                .startsWith("load/tag_session", "fence/take_fence", "fence/read_fence", "load/find_batch")
                .containsSubsequence(
                        "load/find_objects",
                        "load/copy_customers",
                        "load/copy_orders",
                        "load/record_objects",
                        "transform/stage_customers",
                        "transform/reject_rows",
                        "transform/count_quality",
                        "transform/stage_orders",
                        "transform/reject_rows",
                        "transform/count_quality",
                        "transform/count_rows",
                        "transform/count_rows",
                        "transform/read_balance",
                        "transform/insert_customer_events",
                        "transform/merge_customers",
                        "transform/insert_orders",
                        "transform/move_watermarks")
                .doesNotContain("-", "load/record_steps", "load/record_batch");
        // The same script may run for several feeds, never the same text.
        assertThat(stack.rows("select step, statement from control.batch_steps"))
                .doesNotHaveDuplicates();
        assertThat(column("ordinal"))
                .containsExactlyElementsOf(java.util.stream.IntStream.rangeClosed(1, steps.size())
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(column("query_id")).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f-]{36}"));
        assertThat(stack.rows("select distinct batch_id, run from control.batch_steps"))
                .containsExactly(List.of(stack.one("select batch_id from control.batches"), "1"));
        assertThat(stack.rows("select step from control.batch_steps where milliseconds < 0"))
                .isEmpty();
    }

    @Test
    void tellsTheRowsThatEachStatementChanged() throws Exception {
        stack.put("landing/orders/one", ORDER, OTHER, "bad");
        load();

        assertThat(rows("load/copy_orders")).isEqualTo("3");
        assertThat(rows("transform/insert_orders")).isEqualTo("2");
        assertThat(rows("load/find_batch")).isNull();
        assertThat(stack.one("select statement from control.batch_steps where step = 'transform/insert_orders'"))
                .startsWith("insert into mart.orders")
                .endsWith("-- transform/insert_orders");
    }

    @Test
    void keepsNothingOfATransactionThatWasRolledBack() throws Exception {
        stack.put("landing/orders/one", ORDER);
        stack.snowflake().faults().failNext("into control.batches", "000603", "XX000", "lost");
        load();

        assertThat(column("step")).containsOnlyOnce("load/tag_session", "load/copy_orders", "load/find_batch");
        assertThat(stack.number("select count(*) from control.batches")).isEqualTo(1);
    }

    @Test
    void givesTheQueryIdsThatSnowflakeGave() throws Exception {
        AuditTrail audit = new AuditTrail();
        try (HikariDataSource pool = LocalUser.open(stack.snowflake())) {
            var audited = audit.over(pool);
            JdbcTemplate jdbc = new JdbcTemplate(audited);
            new TransactionTemplate(new DataSourceTransactionManager(audited)).executeWithoutResult(status -> {
                jdbc.update("insert into control.object_failures select 'k', 'e', 'f', ?, 's', 'r', sysdate()", "b");
                String last = jdbc.queryForObject("select last_query_id()", String.class);
                assertThat(json(audit).get(0).get("query_id").asText()).isEqualTo(last);
                assertThat(json(audit).get(0).get("rows_affected").asInt()).isEqualTo(1);
            });
        }
    }

    private void load() throws Exception {
        try (TestLoader loader = stack.loader(Map.of())) {
            stack.awaitQuiet();
        }
    }

    private List<String> column(String name) {
        return stack.rows("select " + name + " from control.batch_steps order by ordinal").stream()
                .map(row -> row.get(0))
                .toList();
    }

    private String rows(String step) {
        return stack.one("select rows_affected from control.batch_steps where step = '" + step + "'");
    }

    private static JsonNode json(AuditTrail audit) {
        try {
            return new JsonMapper().readTree(audit.json());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
