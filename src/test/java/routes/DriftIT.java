package routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines with more or fewer columns than their feed knows, and events of every form. */
class DriftIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TIMES = ",2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z";
    private static final String WHEN = ",\"event_type\":\"view\",\"occurred_at\":\"2026-11-20T10:00:00Z\"}";

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
    void losesNoColumnHoweverManyThereAre() throws Exception {
        String cut = wide(17);
        String cutAndQuoted = order("Q17") + ",\"x, \"\"1\"\"\"" + columns(16);
        stack.put(
                "landing/orders/one.gz",
                wide(0),
                wide(1),
                wide(2),
                wide(16),
                cut,
                wide(40),
                order("Q1") + ",\"x, \"\"1\"\"\"",
                order("E1") + ",",
                cutAndQuoted,
                "O-short,C-1,Mug,1",
                order("R40").replace(",1,9.90", ",-1,9.90") + columns(40));
        stack.put(
                "landing/customers/one",
                "C-1,Ada,ada@example.com,GB,upsert,2026-11-20T09:00:00.000Z,new",
                "C-2,Bob,bob@example.com,DE,upsert,2026-11-20T09:00:00.000Z" + columns(18));
        stack.load(Map.of());

        assertThat(extra("O-0")).isNull();
        assertThat(texts("O-1")).containsExactly("x1");
        assertThat(texts("O-2")).containsExactly("x1", "x2");
        assertThat(texts("O-16")).hasSize(16).endsWith("x15", "x16");
        assertThat(texts("O-Q1")).containsExactly("x, \"1\"");
        assertThat(texts("O-E1")).containsExactly("");
        assertThat(JSON.readTree(extra("O-17")).get("line").asText()).isEqualTo(cut);
        assertThat(JSON.readTree(extra("O-40")).get("line").asText()).isEqualTo(wide(40));
        assertThat(JSON.readTree(extra("O-Q17")).get("line").asText()).isEqualTo(cutAndQuoted);
        assertThat(stack.one("select extra:line::varchar from raw.customers where customer_id = 'C-2'"))
                .endsWith(",x17,x18");
        assertThat(stack.rows("select rule from control.rejected_rows order by source_row"))
                .as("missing columns are null, and the rules decide")
                .containsExactly(List.of("amount_is_positive"), List.of("quantity_is_positive"));
        assertThat(stack.one("select line from control.rejected_rows where line like 'O-R40%'"))
                .endsWith(",x39,x40");
        assertThat(stack.number("select count(*) from mart.orders")).isEqualTo(9);
        assertThat(stack.rows("select feed, rows_extra, rows_cut from control.batch_counts order by feed"))
                .containsExactly(List.of("customers", "2", "1"), List.of("orders", "9", "4"));
        assertThat(stack.number("select rows_extra from control.batches")).isEqualTo(11);

        String batch = stack.one("select batch_id from control.batches");
        Map<String, List<String>> before = Contents.of(stack);
        assertThat(stack.command(Map.of(), "reprocess", batch)).isZero();
        assertThat(Contents.of(stack)).isEqualTo(before);
        assertThat(stack.command(Map.of(), "reload", batch)).isZero();
        assertThat(Contents.of(stack)).isEqualTo(before);
        assertThat(stack.failingChecks()).isEmpty();
    }

    @Test
    void keepsEveryEventThatIsAnObjectWithATypeAndATime() throws Exception {
        String nested = "{\"event_id\":\"nested\",\"a\":{\"b\":[1,2.50,{\"c\":null}],\"d\":true}" + WHEN;
        String foreign = "{\"event_id\":\"\u00fcn\u00ef \uD83D\uDE00\",\"text\":\"\\u2603 \\\"quoted\\\", \\n\"" + WHEN;
        String withoutId = "{\"page\":1" + WHEN;
        String large = "{\"event_id\":\"large\",\"text\":\"" + "y".repeat(1_000_000) + "\"" + WHEN;
        stack.put(
                "landing/events/one.gz",
                nested,
                foreign,
                withoutId,
                withoutId,
                "{\"page\":2" + WHEN,
                "{\"event_id\":7,\"customer_id\":42" + WHEN,
                "{\"event_id\":null" + WHEN,
                "{\"event_id\":\"same\",\"n\":1" + WHEN,
                "{\"event_id\":\"same\",\"n\":2" + WHEN,
                large,
                "[1,2]",
                "\"text\"",
                "12",
                "null",
                "{}",
                "not json",
                "{\"event_id\":\"open\"",
                "{\"event_id\":\"early\",\"event_type\":\"view\"}");
        stack.load(Map.of());

        assertThat(stack.number("select count(*) from raw.events")).isEqualTo(18);
        assertThat(stack.rows("select rows_parsed, rows_accepted, rows_rejected, rows_inserted, rows_superseded,"
                        + " rows_repeated from control.batches"))
                .containsExactly(List.of("18", "10", "8", "8", "1", "1"));
        assertThat(stack.number("select count(*) from mart.events")).isEqualTo(8);
        assertThat(JSON.readTree(body("nested"))).isEqualTo(JSON.readTree(nested));
        assertThat(JSON.readTree(body("\u00fcn\u00ef \uD83D\uDE00"))).isEqualTo(JSON.readTree(foreign));
        assertThat(body("large")).hasSizeGreaterThan(1_000_000);
        assertThat(stack.rows("select customer_id from mart.events where event_id = '7'"))
                .containsExactly(List.of("42"));
        assertThat(stack.number("select count(*) from mart.events where length(event_id) = 64"))
                .as("without an id, the line is the identity")
                .isEqualTo(3);
        assertThat(stack.number("select count(*) from mart.superseded_events where event_id = 'same'"))
                .isEqualTo(1);
        assertThat(stack.rows("select line from control.rejected_rows order by source_row"))
                .extracting(row -> row.get(0))
                .containsExactly(
                        "[1,2]",
                        "\"text\"",
                        "12",
                        "null",
                        "{}",
                        "not json",
                        "{\"event_id\":\"open\"",
                        "{\"event_id\":\"early\",\"event_type\":\"view\"}");
        assertThat(stack.failingChecks()).isEmpty();
    }

    private static String order(String id) {
        return "O-" + id + ",C-1,Mug,1,9.90" + TIMES;
    }

    private static String wide(int columns) {
        return order(Integer.toString(columns)) + columns(columns);
    }

    private static String columns(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(number -> ",x" + number).collect(Collectors.joining());
    }

    private String body(String event) {
        return stack.one("select to_json(body) from mart.events where event_id = '" + event + "'");
    }

    private String extra(String order) {
        return stack.one("select to_json(extra) from raw.orders where order_id = '" + order + "'");
    }

    private List<String> texts(String order) throws Exception {
        List<String> texts = new java.util.ArrayList<>();
        for (JsonNode text : JSON.readTree(extra(order))) {
            if (!text.isNull()) {
                texts.add(text.asText());
            }
        }
        return texts;
    }
}
