package routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches from landing to the marts and the archive, on the local stack. */
class BatchIT {
    private static final String ORDER =
            "O-1,C-1,\"Mug, \"\"blue\"\"\",2,19.90,2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z";
    private static final String CORRECTION = "O-1,C-1,Mug,3,29.85,2026-11-20T10:00:00.000Z,2026-11-20T11:00:00.000Z";
    private static final String OTHER = "O-2,C-1,Pot,1,5.00,2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z";
    private static final String CUSTOMER = "C-1,Ada,ada@example.com,GB,upsert,2026-11-20T09:00:00.000Z";

    @TempDir
    private Path directory;

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
    void loadsModelsAndArchives() throws Exception {
        stack.put("landing/orders/2026/11/20/10/one.gz", ORDER, OTHER);
        stack.put("landing/customers/one.gz", CUSTOMER);
        load();
        assertThat(stack.rows("select order_id, product, quantity, amount from mart.orders order by order_id"))
                .containsExactly(List.of("O-1", "Mug, \"blue\"", "2", "19.90"), List.of("O-2", "Pot", "1", "5.00"));
        assertThat(stack.rows("select customer_id, full_name from mart.customers"))
                .containsExactly(List.of("C-1", "Ada"));
        assertThat(stack.keys("processed/raw/orders/year="))
                .singleElement()
                .asString()
                .matches("processed/raw/orders/year=\\d{4}/month=\\d{2}/day=\\d{2}/[^/]+/000001\\.csv\\.gz");
        assertThat(stack.keys("processed/mart/orders/"))
                .singleElement()
                .asString()
                .endsWith(".parquet");
        assertThat(stack.keys("processed/_batches/")).hasSize(1);
        assertThat(stack.failingChecks()).isEmpty();
    }

    @Test
    void addsNothingWhenTheSameBatchRunsAgain() throws Exception {
        stack.put("landing/orders/one", ORDER, OTHER, "bad");
        load();
        String batch = stack.one("select batch_id from control.batches");
        List<List<String>> before = counts();
        JsonNode finished = new JsonMapper().readTree(stack.get("processed/_batches/" + batch + ".json"));
        stack.copy(stack.keys("processed/raw/orders/").get(0), "processing/" + batch + "/orders/000001.csv");
        stack.put(
                "processing/" + batch + "/_manifest.json",
                new JsonMapper().writeValueAsBytes(finished.get("manifest")));
        stack.delete("processed/_batches/" + batch + ".json");
        load();
        assertThat(counts()).isEqualTo(before);
        assertThat(stack.number("select count(*) from control.batches")).isEqualTo(1);
        assertThat(stack.number("select count(*) from raw.orders")).isEqualTo(3);
    }

    @Test
    void addsNothingWhenTheSameObjectIsClaimedAgain() throws Exception {
        stack.put("landing/orders/one", ORDER, OTHER);
        load();
        stack.put("landing/orders/one", ORDER, OTHER);
        load();
        assertThat(stack.number("select count(*) from raw.orders")).isEqualTo(2);
        assertThat(stack.number("select sum(objects_repeated) from control.batches"))
                .isEqualTo(1);
        assertThat(stack.number("select count(*) from control.batches")).isEqualTo(2);
    }

    @Test
    void keepsARecordOnceThatFirehoseStoredTwice() throws Exception {
        stack.put("landing/orders/one", ORDER, ORDER, OTHER);
        stack.put("landing/customers/one", CUSTOMER, CUSTOMER);
        load();
        stack.put("landing/orders/two", ORDER);
        stack.put("landing/orders/one", ORDER, ORDER, OTHER, CORRECTION);
        stack.put("landing/customers/two", CUSTOMER);
        load();
        assertThat(stack.number("select count(*) from mart.orders")).isEqualTo(2);
        assertThat(stack.one("select amount from mart.orders where order_id = 'O-1'"))
                .isEqualTo("29.85");
        assertThat(stack.number("select count(*) from mart.customer_events")).isEqualTo(1);
        assertThat(stack.failingChecks()).isEmpty();
    }

    @Test
    void keepsTheLatestVersionOfAnEventAndEachLineWithoutAnIdOnce() throws Exception {
        String viewed = "{\"event_id\":\"E-1\",\"event_type\":\"page_viewed\",\"customer_id\":\"C-1\","
                + "\"occurred_at\":\"2026-11-20T10:00:00.000Z\",\"properties\":{\"path\":\"/a\",\"tags\":[1,null]}}";
        String corrected = viewed.replace("10:00:00", "10:00:05").replace("/a", "/b");
        String late = viewed.replace("10:00:00", "09:00:00").replace("/a", "/c");
        String nameless = "{\"event_type\":\"page_viewed\",\"occurred_at\":\"2026-11-20T10:00:00.000Z\"}";
        stack.put("landing/events/one", viewed, nameless, nameless);
        load();
        stack.put("landing/events/two.gz", late, nameless, corrected, viewed);
        load();
        assertThat(stack.rows("select event_id, customer_id, body:properties.path::varchar,"
                        + " body:properties.tags[0]::number from mart.events where event_id = 'E-1'"))
                .containsExactly(List.of("E-1", "C-1", "/b", "1"));
        assertThat(stack.rows("select body:properties.path::varchar from mart.superseded_events order by 1"))
                .containsExactly(List.of("/a"), List.of("/c"));
        assertThat(stack.number("select count(*) from mart.events")).isEqualTo(2);
        assertThat(stack.rows("select sum(rows_inserted), sum(rows_updated), sum(rows_superseded), sum(rows_repeated)"
                        + " from control.batch_counts"))
                .containsExactly(List.of("2", "1", "1", "3"));
        assertThat(stack.failingChecks()).isEmpty();
    }

    @Test
    void explainsEveryRejectedEvent() throws Exception {
        String at = "\"occurred_at\":\"2026-11-20T10:00:00.000Z\"";
        stack.put(
                "landing/events/one",
                "{\"event_type\":\"x\"," + at,
                "[{\"event_type\":\"x\"," + at + "}]",
                "{" + at + "}",
                "{\"event_type\":\"x\",\"occurred_at\":\"yesterday\"}",
                "{\"event_type\":\"x\"," + at + "}");
        load();
        assertThat(stack.rows("select source_row, rule, line from control.rejected_rows order by source_row"))
                .containsExactly(
                        List.of("1", "body_is_json_object", "{\"event_type\":\"x\"," + at),
                        List.of("2", "body_is_json_object", "[{\"event_type\":\"x\"," + at + "}]"),
                        List.of("3", "event_type_is_present", "{" + at + "}"),
                        List.of("4", "occurred_at_is_a_time", "{\"event_type\":\"x\",\"occurred_at\":\"yesterday\"}"));
        assertThat(stack.number("select count(*) from mart.events")).isEqualTo(1);
    }

    @Test
    void keepsTheColumnsThatNobodyKnows() throws Exception {
        stack.put("landing/orders/one", ORDER + ",web,\"a, b\",", OTHER, "O-3,C-1,Mug,1,5.00,2026-11-20T10:00:00.000Z");
        load();
        assertThat(stack.rows("select order_id, extra[0]::varchar, extra[1]::varchar, extra[2]::varchar"
                        + " from raw.orders where extra is not null"))
                .containsExactly(List.of("O-1", "web", "a, b", ""));
        assertThat(stack.rows("select rule from control.rejected_rows"))
                .containsExactly(List.of("recorded_at_is_a_time"));
        assertThat(stack.number("select rows_extra from control.batches")).isEqualTo(1);
        assertThat(stack.number("select count(*) from mart.orders")).isEqualTo(2);
    }

    @Test
    void explainsEveryRejectedLine() throws Exception {
        stack.put(
                "landing/orders/one",
                ORDER,
                "O-3,C-1,Mug,two,19.90,2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z",
                "O-4,C-1,Mug,2,19.90,yesterday,2026-11-20T10:00:01.000Z",
                ",C-1,Mug,2,19.90,2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z",
                "O-5,C-1,\"Mug,2,19.90,2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z",
                OTHER,
                "O-6,C-1,Mug,2.5,19.90,2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z",
                "O-7,C-1,Mug,2,19.905,2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z");
        load();
        assertThat(stack.rows("select source_row, rule, line from control.rejected_rows order by source_row"))
                .containsExactly(
                        List.of(
                                "2",
                                "quantity_is_positive",
                                "O-3,C-1,Mug,two,19.90,2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z"),
                        List.of("3", "ordered_at_is_a_time", "O-4,C-1,Mug,2,19.90,yesterday,2026-11-20T10:00:01.000Z"),
                        List.of(
                                "4",
                                "order_id_is_present",
                                ",C-1,Mug,2,19.90,2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z"),
                        List.of(
                                "5",
                                "unparsable",
                                "O-5,C-1,\"Mug,2,19.90,2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z"),
                        List.of(
                                "7",
                                "quantity_is_positive",
                                "O-6,C-1,Mug,2.5,19.90,2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z"),
                        List.of(
                                "8",
                                "amount_is_positive",
                                "O-7,C-1,Mug,2,19.905,2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z"));
        assertThat(stack.one("select distinct source_file from control.rejected_rows"))
                .matches("processing/[^/]+/orders/000001\\.csv");
        assertThat(stack.number("select count(*) from mart.orders")).isEqualTo(2);
        assertThat(stack.failingChecks()).isEmpty();
    }

    @Test
    void setsAnUnreadableObjectAsideAndLoadsTheRest() throws Exception {
        byte[] whole = LocalStack.gzip(ORDER.repeat(100).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        stack.put("landing/orders/bad '; drop table x.gz", Arrays.copyOf(whole, whole.length / 2));
        stack.put("landing/orders/good.gz", OTHER);
        stack.put("landing/customers/good.gz", CUSTOMER);
        load();
        assertThat(stack.rows("select order_id from mart.orders")).containsExactly(List.of("O-2"));
        assertThat(stack.rows("select landing_key from control.object_failures"))
                .containsExactly(List.of("landing/orders/bad '; drop table x.gz"));
        List<String> letters = stack.keys("dead-letter/objects/orders/");
        assertThat(letters).hasSize(2).allMatch(key -> key.contains(".gz"));
        JsonNode sidecar = new JsonMapper().readTree(stack.get(letters.get(1)));
        assertThat(sidecar.get("origin").asText()).isEqualTo("landing/orders/bad '; drop table x.gz");
        assertThat(sidecar.get("reason").asText()).startsWith("Snowflake cannot read this object: ");
        assertThat(stack.number("select objects_failed from control.batches")).isEqualTo(1);
    }

    @Test
    void loadsARowOnceAfterItsRuleIsCorrectedAndTheBatchReprocessed() throws Exception {
        Path sql = copyOfSql();
        Path rule = sql.resolve("rules/orders/amount_is_positive.sql");
        Files.writeString(rule, "amount > 10\n");
        Map<String, String> own = Map.of("load.sql", "file:" + sql);
        stack.put("landing/orders/one", ORDER, OTHER);
        load(own);
        assertThat(stack.rows("select rule from control.rejected_rows")).containsExactly(List.of("amount_is_positive"));
        String batch = stack.one("select batch_id from control.batches");
        Files.writeString(rule, "amount > 0\n");
        assertThat(stack.command(own, "reprocess", batch)).isZero();
        assertThat(stack.command(own, "reprocess", batch)).isZero();
        assertThat(stack.rows("select order_id from mart.orders order by order_id"))
                .containsExactly(List.of("O-1"), List.of("O-2"));
        assertThat(stack.number("select count(*) from control.rejected_rows")).isZero();
        assertThat(stack.failingChecks()).isEmpty();
    }

    @Test
    void loadsAnObjectOfAnUndeclaredFeedAfterItIsDeclaredAndRetried() throws Exception {
        stack.put("landing/returns/one.gz", OTHER);
        try (TestLoader loader = stack.loader(Map.of())) {
            stack.awaitQuiet();
        }
        String letter = stack.keys("dead-letter/objects/returns/").get(0);
        assertThat(stack.command(Map.of(), "retry", letter)).isEqualTo(1);
        Path sql = copyOfSql();
        Files.writeString(
                sql.resolve("load/copy_returns.sql"),
                Files.readString(sql.resolve("load/copy_orders.sql"))
                        .replace("raw.orders", "raw.returns")
                        .replace("/orders/", "/returns/"));
        Files.writeString(
                sql.resolve("setup/schema/90_create_raw_returns.sql"),
                Files.readString(sql.resolve("setup/schema/05_create_raw_tables.sql"))
                                .replace("raw.orders", "raw.returns")
                        + "alter table raw.returns add column if not exists extra variant;");
        Map<String, String> declared = Map.of("feed.returns.files", "/none", "load.sql", "file:" + sql);
        assertThat(stack.command(declared, "setup")).isZero();
        assertThat(stack.command(declared, "retry", letter)).isZero();
        load(declared);
        assertThat(stack.rows("select order_id from raw.returns")).containsExactly(List.of("O-2"));
        assertThat(stack.rows("select feed, rows_accepted from control.batch_counts"))
                .containsExactly(List.of("returns", "1"));
        assertThat(stack.keys("dead-letter/")).isEmpty();

        String batch = stack.one("select batch_id from control.batches");
        assertThat(stack.command(Map.of(), "reprocess", batch)).isEqualTo(1);
        assertThat(stack.command(Map.of(), "reload", batch)).isEqualTo(1);
        assertThat(stack.rows("select run, rows_parsed from control.batches")).containsExactly(List.of("1", "1"));
        assertThat(stack.command(declared, "reload", batch)).isZero();
        assertThat(stack.rows("select run, rows_parsed from control.batches")).containsExactly(List.of("2", "1"));
    }

    @Test
    void turnsAwayTextThatCouldPassForAnotherRowByItsHash() throws Exception {
        stack.put(
                "landing/customers/one",
                "C-1,a\u001fb,c,DE,upsert,2026-11-20T10:00:00Z",
                "C-1,a,b\u001fc,DE,upsert,2026-11-20T10:00:00Z",
                "C-1,a,c,DE,upsert,2026-11-20T10:00:00Z");
        load();
        assertThat(stack.rows("select source_row, rule from control.rejected_rows order by source_row"))
                .containsExactly(List.of("1", "text_has_no_separators"), List.of("2", "text_has_no_separators"));
        assertThat(stack.rows("select full_name, email from mart.customers")).containsExactly(List.of("a", "c"));
    }

    @Test
    void stopsAndKeepsEverythingWhenTheSqlIsWrong() throws Exception {
        Path sql = copyOfSql();
        Files.writeString(
                sql.resolve("transform/insert_orders.sql"), "insert into mart.nowhere select * from stage.orders");
        stack.put("landing/orders/one", ORDER);
        try (TestLoader loader = stack.loader(Map.of("load.sql", "file:" + sql))) {
            Awaitility.await().until(() -> loader.main()
                    .getCamelContext()
                    .getRouteController()
                    .getRouteStatus("claim")
                    .isSuspended());
        }
        assertThat(stack.number("select count(*) from raw.orders")).isZero();
        assertThat(stack.number("select count(*) from control.batches")).isZero();
        assertThat(stack.keys("processing/")).hasSize(2);
        load();
        assertThat(stack.number("select count(*) from mart.orders")).isEqualTo(1);
    }

    private void load() throws Exception {
        load(Map.of());
    }

    private void load(Map<String, String> properties) throws Exception {
        try (TestLoader loader = stack.loader(properties)) {
            stack.awaitQuiet();
        }
    }

    private List<List<String>> counts() {
        return stack.rows(
                "select batch_id, rows_parsed, rows_accepted, rows_rejected, rows_inserted from control.batches");
    }

    private Path copyOfSql() throws Exception {
        return OwnSql.in(directory);
    }
}
