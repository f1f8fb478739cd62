package routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches with more rejected rows than they may have, and the rules that reject. */
class HeldIT {
    private static final String TIMES = ",2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z";
    private static final String DEAR = "O-1,C-1,Mug,2,19.90" + TIMES;
    private static final String CHEAP = "O-2,C-1,Pot,1,5.00" + TIMES;
    private static final String CHEAPER = "O-3,C-1,Pan,1,4.00" + TIMES;
    private static final String UNPARSABLE = "O-9,C-1,\"Mug" + TIMES;
    private static final String CUSTOMER = "C-1,Ada,ada@example.com,GB,upsert,2026-11-20T09:00:00.000Z";
    private static final String TOO_STRICT = "amount > 10\n";
    private static final String RIGHT = "amount > 0\n";

    @TempDir
    private Path directory;

    private LocalStack stack;
    private Path rule;
    private Map<String, String> properties;

    @BeforeEach
    void startStack() throws Exception {
        stack = new LocalStack();
        Path sql = OwnSql.in(directory);
        rule = sql.resolve("rules/orders/amount_is_positive.sql");
        properties = Map.of("load.sql", "file:" + sql, "transform.hold-above", "40%");
    }

    @AfterEach
    void stopStack() throws Exception {
        stack.close();
    }

    @Test
    void holdsABatchOfWhichTooMuchIsRejectedUntilItIsReprocessed() throws Exception {
        Files.writeString(rule, TOO_STRICT);
        stack.put("landing/orders/one", DEAR, CHEAP, CHEAPER, UNPARSABLE);
        stack.put("landing/customers/one", CUSTOMER);
        stack.load(properties);

        String batch = stack.one("select batch_id from control.batches");
        assertThat(stack.rows("select status, rows_parsed, rows_accepted, rows_rejected, rows_inserted, rows_held from"
                        + " control.batches"))
                .containsExactly(List.of("held", "5", "2", "3", "0", "2"));
        assertThat(stack.rows("select feed, is_held, rows_held from control.batch_counts order by feed"))
                .containsExactly(List.of("customers", "TRUE", "1"), List.of("orders", "TRUE", "1"));
        assertThat(stack.number("select count(*) from raw.orders")).isEqualTo(3);
        assertThat(stack.rows("select rule from control.rejected_rows order by source_row"))
                .containsExactly(List.of("amount_is_positive"), List.of("amount_is_positive"), List.of("unparsable"));
        assertThat(stack.rows("select rows_checked, rows_failed from control.batch_quality where rule ="
                        + " 'amount_is_positive'"))
                .containsExactly(List.of("3", "2"));
        assertThat(Contents.ofMarts(stack).values()).allMatch(List::isEmpty);
        assertThat(stack.number("select count(*) from control.parameter_control"))
                .isZero();
        assertThat(finished(batch).at("/counts/status").asText()).isEqualTo("held");
        assertThat(finished(batch).get("parquet")).isEmpty();

        stack.put("landing/orders/two", "O-4,C-2,Jug,1,44.00" + TIMES);
        stack.load(properties);
        assertThat(stack.rows("select order_id from mart.orders")).containsExactly(List.of("O-4"));

        Files.writeString(rule, RIGHT);
        assertThat(stack.command(properties, "reprocess", batch)).isZero();
        assertThat(stack.rows("select order_id from mart.orders order by 1"))
                .containsExactly(List.of("O-1"), List.of("O-2"), List.of("O-3"), List.of("O-4"));
        assertThat(stack.rows("select customer_id, is_current from mart.customer_history"))
                .containsExactly(List.of("C-1", "TRUE"));
        assertThat(stack.rows("select status, run, rows_rejected, rows_inserted, rows_held from control.batches where"
                        + " batch_id = '" + batch + "'"))
                .containsExactly(List.of("loaded", "2", "1", "4", "0"));
        assertThat(stack.rows("select distinct last_extracted_at from control.parameter_control where feed = 'orders'"))
                .containsExactly(List.of(stack.one("select max(recorded_at) from mart.orders")));
        assertThat(finished(batch).at("/counts/status").asText()).isEqualTo("loaded");
        assertThat(finished(batch).at("/counts/rowsInserted").asLong()).isEqualTo(4);
        assertThat(unloaded(batch)).contains("orders", "customers", "customer_history", "customer_events");

        Map<String, List<String>> once = Contents.of(stack);
        assertThat(stack.command(properties, "reprocess", batch)).isZero();
        assertThat(Contents.of(stack)).isEqualTo(once);
    }

    @Test
    void finishesAHeldBatchAsItIsWhenItIsReleased() throws Exception {
        Files.writeString(rule, TOO_STRICT);
        stack.put("landing/orders/one", DEAR, CHEAP, CHEAPER);
        stack.load(properties);
        String batch = stack.one("select batch_id from control.batches");
        assertThat(stack.one("select status from control.batches")).isEqualTo("held");

        assertThat(stack.command(properties, "reprocess", batch)).isZero();
        assertThat(stack.one("select status from control.batches")).isEqualTo("held");
        assertThat(stack.command(properties, "release", batch)).isZero();

        assertThat(stack.rows("select status, run, rows_rejected, rows_inserted from control.batches"))
                .containsExactly(List.of("loaded", "3", "2", "1"));
        assertThat(stack.rows("select order_id from mart.orders")).containsExactly(List.of("O-1"));
        assertThat(stack.number("select count(*) from control.rejected_rows")).isEqualTo(2);
        assertThat(finished(batch).at("/counts/status").asText()).isEqualTo("loaded");
        assertThat(unloaded(batch)).containsExactly("orders");
    }

    @Test
    void leavesABatchOfAnotherPipelineAlone() throws Exception {
        stack.put("landing/orders/one", DEAR);
        stack.load(properties);
        String batch = stack.one("select batch_id from control.batches");
        stack.rows("update control.batches set pipeline = 'second'");
        Map<String, List<String>> before = Contents.of(stack);

        for (String verb : List.of("reprocess", "release", "reload")) {
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            assertThat(stack.command(properties, new PrintStream(printed, true, UTF_8), verb, batch))
                    .isEqualTo(1);
            assertThat(printed.toString(UTF_8))
                    .contains(
                            "Batch " + batch + " is of the pipeline second, and this is main: ask a loader of second");
        }

        assertThat(Contents.of(stack)).isEqualTo(before);
    }

    @Test
    void leavesTheMartsAloneWhenALoadedBatchIsReprocessedUnderATooStrictRule() throws Exception {
        stack.put("landing/orders/one", DEAR, CHEAP, CHEAPER);
        stack.load(properties);
        String batch = stack.one("select batch_id from control.batches");
        Map<String, List<String>> before = Contents.ofMarts(stack);

        Files.writeString(rule, TOO_STRICT);
        assertThat(stack.command(properties, "reprocess", batch)).isZero();
        assertThat(stack.rows("select status, rows_held from control.batches")).containsExactly(List.of("held", "1"));
        assertThat(Contents.ofMarts(stack)).isEqualTo(before);

        Files.writeString(rule, RIGHT);
        assertThat(stack.command(properties, "reprocess", batch)).isZero();
        assertThat(stack.rows("select status, rows_repeated from control.batches"))
                .containsExactly(List.of("loaded", "3"));
        assertThat(Contents.ofMarts(stack)).isEqualTo(before);
        assertThat(stack.number("select count(*) from control.rejected_rows")).isZero();
    }

    @Test
    void countsEveryRuleAndRejectsNothingForAWarning() throws Exception {
        stack.put(
                "landing/customers/one",
                CUSTOMER,
                "C-2,Bob,none,Germany,upsert,2026-11-20T09:00:00.000Z",
                "C-3,Cy,none,FR,upsert,soon");
        stack.put("landing/orders/one", DEAR, UNPARSABLE);
        stack.load(Map.of());

        assertThat(stack.rows("select rule, severity, rows_checked, rows_failed from control.batch_quality"
                        + " where feed = 'customers' order by rule"))
                .containsExactly(
                        List.of("changed_at_is_a_time", "reject", "3", "1"),
                        List.of("country_is_two_letters", "warn", "3", "1"),
                        List.of("customer_id_is_present", "reject", "3", "0"),
                        List.of("email_has_an_at_sign", "warn", "3", "2"),
                        List.of("incomplete", "reject", "3", "0"),
                        List.of("line_is_not_joined", "reject", "3", "0"),
                        List.of("operation_is_known", "reject", "3", "0"),
                        List.of("text_has_no_separators", "reject", "3", "0"),
                        List.of("unparsable", "reject", "3", "0"));
        assertThat(stack.rows("select rows_checked, rows_failed from control.batch_quality where feed = 'orders' and"
                        + " rule = 'unparsable'"))
                .containsExactly(List.of("2", "1"));
        assertThat(stack.rows("select customer_id from mart.customers order by 1"))
                .containsExactly(List.of("C-1"), List.of("C-2"));
        assertThat(stack.rows("select rule from control.rejected_rows order by 1"))
                .containsExactly(List.of("changed_at_is_a_time"), List.of("unparsable"));
    }

    @Test
    void rejectsWhatNoMartCanKeepWhateverTheRulesSay() throws Exception {
        Path sql = directory.resolve("sql");
        try (Stream<Path> files = Files.walk(sql.resolve("rules"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(file, Files.readString(file).replace("severity: reject", "severity: warn"));
            }
        }
        stack.put("landing/orders/one", DEAR, CHEAP.replace(",1,", ",one,"), ",,,,,", "O-3");
        stack.put("landing/customers/one", CUSTOMER, "C-2,Bob,none,DE,upsert,soon", "C-3", CUSTOMER.substring(3));
        stack.put(
                "landing/events/one",
                "none",
                "[]",
                "{\"event_id\":\"E-1\"}",
                "{\"event_type\":\"seen\",\"occurred_at\":\"2026-11-20T10:00:00Z\"}");
        stack.load(properties("90%"));

        assertThat(stack.rows("select feed, rows_accepted, rows_rejected, rows_inserted from control.batch_counts"
                        + " order by feed"))
                .containsExactly(
                        List.of("customers", "1", "3", "1"),
                        List.of("events", "1", "3", "1"),
                        List.of("orders", "1", "3", "1"));
        assertThat(stack.rows("select distinct rule from control.rejected_rows"))
                .containsExactly(List.of("incomplete"));
        assertThat(stack.rows("select rows_checked, rows_failed from control.batch_quality where rule = 'incomplete'"))
                .containsOnly(List.of("4", "3"));
        String batch = stack.one("select batch_id from control.batches");
        assertThat(stack.command(properties("90%"), "reprocess", batch)).isZero();
        assertThat(stack.number("select count(*) from control.rejected_rows")).isEqualTo(9);
        assertThat(stack.failingChecks()).isEmpty();
    }

    private Map<String, String> properties(String holdAbove) {
        Map<String, String> all = new HashMap<>(properties);
        all.put("transform.hold-above", holdAbove);
        return all;
    }

    private JsonNode finished(String batch) throws Exception {
        return new JsonMapper().readTree(stack.get("processed/_batches/" + batch + ".json"));
    }

    /** The marts of which the finished manifest lists Parquet. */
    private List<String> unloaded(String batch) throws Exception {
        return finished(batch).get("parquet").findValuesAsText("key").stream()
                .map(key -> key.split("/", -1)[2])
                .toList();
    }
}
