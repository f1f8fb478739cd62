package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The views of {@code sql/setup/views}, on what the loader brings in. */
class ViewsIT {
    private static Instant started;
    private static LocalStack stack;

    @BeforeAll
    static void load() throws Exception {
        started = Instant.now();
        stack = new LocalStack();
        stack.put(
                "landing/customers/1.gz",
                "C-1,Ada,ada@example.com,GB,upsert,2026-11-20T09:00:00Z",
                "",
                "C-1,Ada,ada@example.com,DE,upsert,2026-11-20T10:00:00Z",
                "C-1,Ada,ada@example.com,DE,delete,2026-11-20T11:00:00Z",
                "C-1,Ada L.,ada@example.com,FR,upsert,2026-11-20T12:00:00Z",
                "C-2,Bob,bob@example.com,GB,upsert,2026-11-20T09:00:00Z",
                "S-1,Low,,,upsert,2026-11-01T00:00:00Z",
                "S-2,Just above,,,upsert,2026-11-01T00:00:00Z");
        stack.put(
                "landing/orders/1.gz",
                order("before", "C-1", "1.00", "2026-11-20T08:59:59.999Z"),
                order("from", "C-1", "1.00", "2026-11-20T09:00:00Z"),
                "",
                order("inside", "C-1", "2.00", "2026-11-20T09:59:59.999Z"),
                order("to", "C-1", "1.00", "2026-11-20T10:00:00Z"),
                order("deleted", "C-1", "1.00", "2026-11-20T11:00:00Z"),
                order("revived", "C-1", "1.00", "2026-11-20T12:00:00Z"),
                order("stranger", "C-9", "1.00", "2026-11-20T12:00:00Z"));
        stack.put(
                "landing/orders/2",
                order("s1", "S-1", "500.00", "2026-11-10T23:00:00Z"),
                "O-bad,S-1,Mug,1,none,2026-11-10T00:00:00Z,2026-11-10T00:00:00Z",
                order("s2", "S-2", "500.00", "2026-11-10T23:00:00Z"),
                order("s2-more", "S-2", "0.01", "2026-11-13T01:00:00Z"),
                order("s3", "S-3", "1000.00", "2026-11-10T23:00:00Z"),
                order("s4", "S-4", "1000.01", "2026-11-10T23:00:00Z"));
        stack.put(
                "landing/events/1",
                "{\"event_id\": \"E-1\", \"event_type\": \"seen\", \"occurred_at\": \"2026-11-20T10:00:00Z\"}",
                "",
                "{\"event_id\": \"E-2\", \"event_type\": \"seen\", \"occurred_at\": \"2026-11-20T12:00:00+02:00\"}");
        try (TestLoader loader = stack.loader(Map.of())) {
            stack.awaitQuiet();
        }
    }

    @AfterAll
    static void stopStack() throws Exception {
        stack.close();
    }

    @Test
    void showsAnOrderWithTheCustomerOfItsTime() {
        assertThat(
                        rows(
                                "select order_id, full_name, country, iff(is_customer_known, 'known', 'unknown')"
                                        + " from mart.orders_enriched where customer_id in ('C-1', 'C-9') order by ordered_at, order_id"))
                .containsExactly(
                        "before | null | null | unknown",
                        "from | Ada | GB | known",
                        "inside | Ada | GB | known",
                        "to | Ada | DE | known",
                        "deleted | null | null | unknown",
                        "revived | Ada L. | FR | known",
                        "stranger | null | null | unknown");
    }

    @Test
    void addsUpTheOrdersOfAnHour() {
        assertThat(rows("select to_varchar(hour_at, 'YYYY-MM-DD HH24:MI'), orders, to_varchar(revenue),"
                        + " to_varchar(average_amount::number(18, 2)) from mart.orders_by_hour order by hour_at"))
                .containsExactly(
                        "2026-11-10 23:00 | 4 | 3000.01 | 750.00",
                        "2026-11-13 01:00 | 1 | 0.01 | 0.01",
                        "2026-11-20 08:00 | 1 | 1.00 | 1.00",
                        "2026-11-20 09:00 | 2 | 3.00 | 1.50",
                        "2026-11-20 10:00 | 1 | 1.00 | 1.00",
                        "2026-11-20 11:00 | 1 | 1.00 | 1.00",
                        "2026-11-20 12:00 | 2 | 2.00 | 1.00");
    }

    @Test
    void segmentsCustomersByWhatTheySpent() {
        assertThat(rows("select customer_id, segment, to_varchar(lifetime_value), orders, lifetime_days,"
                        + " iff(is_known, 'known', 'unknown') from mart.customer_segments order by customer_id"))
                .containsExactly(
                        "C-1 | Low | 7.00 | 6 | 0 | known",
                        "C-2 | Low | 0.00 | 0 | 0 | known",
                        "C-9 | Low | 1.00 | 1 | 0 | unknown",
                        "S-1 | Low | 500.00 | 1 | 0 | known",
                        "S-2 | Medium | 500.01 | 2 | 3 | known",
                        "S-3 | Medium | 1000.00 | 1 | 0 | unknown",
                        "S-4 | High | 1000.01 | 1 | 0 | unknown");
    }

    @Test
    void tellsHowOldTheNewestDataIs() {
        assertThat(rows("select feed, to_varchar(last_event_at, 'YYYY-MM-DD HH24:MI:SS'), last_batch_id"
                        + " from mart.freshness order by feed"))
                .containsExactly(
                        "customers | 2026-11-20 12:00:00 | " + batch(),
                        "events | 2026-11-20 10:00:00 | " + batch(),
                        "orders | 2026-11-20 12:00:01 | " + batch());
        long sinceStart = Instant.now().getEpochSecond() - started.getEpochSecond() + 1;
        assertThat(rows("select age_seconds from mart.freshness"))
                .hasSize(3)
                .allSatisfy(age -> assertThat(Long.parseLong(age)).isBetween(0L, sinceStart));
        long sinceEvent = Instant.now().getEpochSecond()
                - Instant.parse("2026-11-20T10:00:00Z").getEpochSecond();
        assertThat(stack.number("select event_age_seconds from mart.freshness where feed = 'events'"))
                .isBetween(sinceEvent - sinceStart, sinceEvent + 1);
    }

    @Test
    void leadsFromEveryRowOfAMartToItsLine() throws Exception {
        List<List<String>> rows =
                stack.rows("select mart_table, row_key, archived_key, source_row, landing_key from control.lineage");
        assertThat(rows)
                .extracting(row -> row.get(0))
                .contains("orders", "customers", "customer_events", "customer_history", "events");
        assertThat(rows).hasSize(12 + 2 + 7 + 4 + 6);
        for (List<String> row : rows) {
            assertThat(line(row.get(2), Integer.parseInt(row.get(3))))
                    .as(row.toString())
                    .contains(row.get(1));
            assertThat(row.get(4)).startsWith("landing/");
        }
    }

    @Test
    void readsTheLineOfAnOrderFromTheArchive() {
        List<String> origin = stack.rows("select archived_key, source_row from control.lineage"
                        + " where mart_table = 'orders' and row_key = 'inside'")
                .get(0);
        assertThat(origin.get(1)).isEqualTo("4");
        assertThat(rows("select $1 from '@control.lake/" + origin.get(0)
                        + "' (file_format => 'control.line_format') where metadata$file_row_number = "
                        + origin.get(1)))
                .containsExactly(order("inside", "C-1", "2.00", "2026-11-20T09:59:59.999Z"));
    }

    private static String line(String key, int number) throws IOException {
        byte[] content = stack.get(key);
        if (key.endsWith(".gz")) {
            content = new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes();
        }
        return new String(content, StandardCharsets.UTF_8).split("\n", -1)[number - 1];
    }

    private static String order(String orderId, String customerId, String amount, String orderedAt) {
        return String.join(
                ",",
                orderId,
                customerId,
                "Mug",
                "1",
                amount,
                orderedAt,
                Instant.parse(orderedAt).plusSeconds(1).toString());
    }

    private static String batch() {
        return stack.one("select batch_id from control.batches");
    }

    private static List<String> rows(String query) {
        return stack.rows(query).stream().map(row -> Lines.row(row.toArray())).toList();
    }
}
