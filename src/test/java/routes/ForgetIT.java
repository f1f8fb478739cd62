package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command {@code forget}, on the local stack. */
class ForgetIT {
    private static final String TIMES = ",2026-11-20T10:00:00.000Z,2026-11-20T10:00:0";
    private static final String EVERYWHERE = """
            select line from raw.events
            union all select order_id || ',' || customer_id || ',' || product from raw.orders
            union all select customer_id || ',' || full_name from raw.customers
            union all select customer_id from mart.customer_events
            union all select customer_id from mart.customers
            union all select customer_id from mart.customer_history
            union all select customer_id from mart.orders
            union all select customer_id from mart.superseded_orders
            union all select customer_id from mart.events
            union all select customer_id from mart.superseded_events
            union all select line from control.rejected_rows
            union all select feed from stage.forgotten_lines
            """;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
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
    void leavesNoTraceOfTheCustomerAndEverythingOfTheOthers() throws Exception {
        land("C-10");
        land("C-2");
        stack.load(Map.of());
        Map<String, List<String>> marts = Contents.ofMarts(stack);
        List<List<String>> everything = everything();
        stack.put("landing/orders/C-10 others", "O-7,C-7,C-1,1,9.90" + TIMES + "1.000Z");
        land("C-1");
        stack.put("landing/orders/C-1 shifted", "O-8,x,C-1,Mug,1,9.90" + TIMES + "1.000Z");
        stack.put("landing/orders/C-1 spaced", "O-9, C-1 ,Mug,-1,9.90" + TIMES + "1.000Z");
        stack.load(Map.of());
        String batch = stack.one("select batch_id from control.batches order by recorded_at desc limit 1");

        assertThat(forget(" C-1 ")).isZero();

        assertThat(Contents.ofMarts(stack)).as("others stay").isNotEqualTo(marts);
        assertThat(everything())
                .as("C-1 as the product of another's order is no customer")
                .hasSize(everything.size() + 2)
                .containsAll(everything)
                .filteredOn(row -> !everything.contains(row))
                .containsExactlyInAnyOrder(List.of("O-7,C-7,C-1"), List.of("C-7"));
        assertThat(lines())
                .startsWith("Erased 24 rows of the customer C-1:")
                .contains(
                        "  mart_customer_events 2",
                        "  mart_customer_history 2",
                        "  mart_customers 1",
                        "  mart_events 1",
                        "  mart_orders 1",
                        "  mart_superseded_events 1",
                        "  mart_superseded_orders 1",
                        "  raw_customers 2",
                        "  raw_events 3",
                        "  raw_orders 5",
                        "  rejected_rows 5")
                .contains("  "
                        + stack.keys("processed/mart/orders/").stream()
                                .filter(key -> key.contains(batch))
                                .map(key -> key.substring(0, key.indexOf(batch) + batch.length() + 1))
                                .findFirst()
                                .orElseThrow());
        assertThat(lines().stream().filter(line -> line.startsWith("  processed/raw/")))
                .containsExactlyElementsOf(stack.keys("processed/raw/").stream()
                        .filter(key -> key.contains(batch))
                        .sorted()
                        .map(key -> "  " + key)
                        .toList());
        assertThat(stack.failingChecks()).isEmpty();

        assertThat(stack.command(Map.of(), "reprocess", batch)).isZero();
        assertThat(everything()).as("what is left balances").hasSize(everything.size() + 2);
        assertThat(stack.command(Map.of(), "reload", batch)).isZero();
        assertThat(everything()).as("the archive still has the customer").hasSizeGreaterThan(everything.size() + 2);
        assertThat(stack.failingChecks()).isEmpty();
    }

    @Test
    void letsTheBestVersionStandThatNamesSomebodyElse() throws Exception {
        String oldest = "O-1,C-1,Mug,1,9.90" + TIMES + "1.000Z";
        String older = "O-1,C-1,Mug,2,9.90" + TIMES + "2.000Z";
        stack.put("landing/orders/one", oldest, older, "O-1,C-2,Mug,1,9.90" + TIMES + "3.000Z");
        stack.put(
                "landing/events/one",
                event("C-1", "view", "10:00:00"),
                event("C-2", "review", "11:00:00").replace("E-C-2", "E-C-1"));
        stack.load(Map.of());

        assertThat(forget("C-2")).isZero();

        assertThat(stack.rows("select customer_id, quantity from mart.orders")).containsExactly(List.of("C-1", "2"));
        assertThat(stack.rows("select quantity from mart.superseded_orders")).containsExactly(List.of("1"));
        assertThat(stack.rows("select customer_id, event_type from mart.events"))
                .containsExactly(List.of("C-1", "view"));
        assertThat(stack.number("select count(*) from mart.superseded_events")).isZero();
        stack.put("landing/orders/again", oldest);
        stack.load(Map.of());
        assertThat(stack.rows("select customer_id, quantity from mart.orders")).containsExactly(List.of("C-1", "2"));
        assertThat(stack.failingChecks()).isEmpty();
    }

    @Test
    void saysThatNothingNamesACustomerWhomNobodyKnows() throws Exception {
        land("C-1");
        stack.load(Map.of());
        Map<String, List<String>> before = Contents.of(stack);

        assertThat(forget("C-")).isZero();
        assertThat(forget("O'Hara\u001b[2J\n${bean:exit}:?batch_id?")).isZero();
        assertThat(forget("%")).isEqualTo(1);

        assertThat(Contents.of(stack)).isEqualTo(before);
        assertThat(lines().get(0)).startsWith("Nothing names the customer C-: ");
        assertThat(lines().get(2)).startsWith("Nothing names the customer O'Hara\\u001b[2J ${bean:exit}:?batch_id?: ");
        assertThat(lines().get(4)).startsWith("'%' is no customer id: ");
    }

    /** Each feed names the customer in rows that stand, that are superseded and that are rejected. */
    private void land(String id) {
        String mug = ",Mug,1,9.90" + TIMES;
        stack.put(
                "landing/orders/" + id,
                "O-" + id + "," + id + mug + "1.000Z",
                "O-" + id + "," + id + mug + "2.000Z",
                "O-x" + id + "," + id + ",Mug,two,9.90" + TIMES + "2.000Z",
                "O-y" + id + ",\"" + id + ",Mug");
        stack.put(
                "landing/customers/" + id,
                id + ",Ada,ada@example.com,GB,upsert,2026-11-20T09:00:00.000Z",
                id + ",Ada,ada@example.com,FR,upsert,2026-11-20T10:00:00.000Z");
        stack.put(
                "landing/events/" + id,
                event(id, "view", "10:00:00"),
                event(id, "review", "11:00:00"),
                event(id, "view", "soon"));
    }

    private static String event(String id, String type, String time) {
        return "{\"event_id\":\"E-" + id + "\",\"customer_id\": \"" + id + "\",\"event_type\":\"" + type
                + "\",\"occurred_at\":\"2026-11-20T" + time + "Z\"}";
    }

    private List<List<String>> everything() {
        return stack.rows(EVERYWHERE);
    }

    private int forget(String customer) throws Exception {
        return stack.command(Map.of(), new PrintStream(printed, true, StandardCharsets.UTF_8), "forget", customer);
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
