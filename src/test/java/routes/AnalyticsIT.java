package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import routes.batch.BatchId;
import routes.snowflake.Scripts;

/** The queries of {@code sql/analytics}, as they are shipped. */
class AnalyticsIT {
    private static final Scripts SCRIPTS = Scripts.read("classpath:sql");
    private static final Set<String> ASKED = new TreeSet<>();

    private static LocalStack stack;
    private static String first;
    private static String second;

    @BeforeAll
    static void load() throws Exception {
        stack = new LocalStack();
        stack.put(
                "landing/customers/1",
                "C-1,Ada,ada@example.com,GB,upsert,2026-09-01T00:00:00Z",
                "C-1,Ada,ada@example.com,DE,upsert,2026-11-20T12:00:00Z",
                "C-1,Ada,ada@example.com,FR,upsert,2026-11-20T12:00:01Z",
                "C-2,Bob,bob@example.com,Great Britain,upsert,2026-09-01T00:00:00Z");
        stack.put(
                "landing/orders/1.gz",
                "O-1,C-1,Mug,1,400.00,2026-09-30T23:59:59Z,2026-09-30T23:59:59Z",
                "O-2,C-1,Mug,1,700.00,2026-11-20T12:00:00Z,2026-11-20T12:00:00Z",
                "O-3,C-2,Mug,1,20.00,2026-11-20T13:00:00Z,2026-11-20T13:00:00Z",
                "O-4,C-2,Mug,0,20.00,2026-11-20T13:00:00Z,2026-11-20T13:00:00Z");
        try (TestLoader loader = stack.loader(Map.of("archive.parquet", "false"))) {
            stack.awaitQuiet();
            first = stack.one("select batch_id from control.batches");
            // Ids of batches sort by the second they were formed in.
            String formed = first.substring(0, 16);
            Awaitility.await()
                    .until(() -> BatchId.next(Clock.systemUTC(), new Random())
                                    .value()
                                    .compareTo(formed + "~")
                            > 0);
            stack.put(
                    "landing/orders/2",
                    "O-0,C-2,Mug,1,5.00,2026-11-20T12:30:00Z,2026-11-20T12:30:00Z,wrapped",
                    "O-1,C-1,Mug,1,410.00,2026-09-30T23:59:59Z,2026-11-20T14:00:00Z");
            stack.awaitQuiet();
        }
        second = stack.one("select batch_id from control.batches order by recorded_at desc limit 1");
    }

    @AfterAll
    static void stopStack() throws Exception {
        stack.close();
        assertThat(ASKED).as("every query is tested").containsExactlyElementsOf(SCRIPTS.in("analytics"));
    }

    @Test
    void addsUpRevenueByDayAndCountry() {
        assertThat(ask("revenue_by_day_and_country"))
                .containsExactly(
                        "2026-09-30 00:00:00.000 | GB | 1 | 1 | 410.00",
                        "2026-11-20 00:00:00.000 | DE | 1 | 1 | 700.00",
                        "2026-11-20 00:00:00.000 | Great Britain | 2 | 1 | 25.00");
    }

    @Test
    void namesTheBestCustomersFirst() {
        assertThat(ask("top_customers"))
                .containsExactly(
                        "C-1 | Ada | FR | High | 1110.00 | 2 | 2026-09-30 23:59:59.000 | 2026-11-20 12:00:00.000 | 51",
                        "C-2 | Bob | Great Britain | Low | 25.00 | 2 | 2026-11-20 12:30:00.000"
                                + " | 2026-11-20 13:00:00.000 | 0");
    }

    @Test
    void followsCohorts() {
        assertThat(ask("cohorts"))
                .containsExactly(
                        "2026-09-01 00:00:00.000 | 0 | 1 | 1 | 410.00",
                        "2026-09-01 00:00:00.000 | 2 | 1 | 1 | 700.00",
                        "2026-11-01 00:00:00.000 | 0 | 1 | 2 | 25.00");
    }

    @Test
    void tellsWhichRulesAreBroken() {
        assertThat(ask("rejected_share"))
                .hasSize(2)
                .anyMatch(row -> row.endsWith(" | customers | country_is_two_letters | warn | 1 | 4 | 25.00")
                        || row.endsWith(" | customers | country_is_two_letters | warn | 1 | 4 | 25.0"))
                .anyMatch(row -> row.contains(" | orders | quantity_is_positive | reject | 1 | 6 | 16.67"));
    }

    /** No event of these batches was posted; PostedEventsIT has some that were, and were late. */
    @Test
    void tellsNoDelayOfBatchesWithoutPostedEvents() {
        assertThat(ask("event_delays")).isEmpty();
    }

    @Test
    void showsRejectedLinesWithTheirFile() {
        assertThat(ask("rejected_lines"))
                .containsExactly(first + " | orders | quantity_is_positive"
                        + " | the row fails sql/rules/orders/quantity_is_positive.sql"
                        + " | O-4,C-2,Mug,0,20.00,2026-11-20T13:00:00Z,2026-11-20T13:00:00Z"
                        + " | landing/orders/1.gz | "
                        + stack.keys("processed/raw/orders/").get(0) + " | 4");
    }

    @Test
    void tellsWhereTheTimeGoes() {
        List<String> steps = ask("batch_seconds_by_step");
        assertThat(steps).anyMatch(row -> row.startsWith("load/copy_orders | 2 | 6 | "));
        assertThat(steps).anyMatch(row -> row.startsWith("transform/insert_orders | 2 | 4 | "));
        assertThat(stack.rows(SCRIPTS.text("analytics/batch_seconds_by_step")))
                .extracting(row -> Double.parseDouble(row.get(3)))
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void tracesAnOrderToItsLines() {
        assertThat(ask("trace_order"))
                .hasSize(2)
                .anyMatch(row -> row.startsWith("orders | O-1 | 2 | processed/raw/orders/")
                        && row.contains("/" + second + "/000001.csv | landing/orders/2 | "))
                .anyMatch(row -> row.startsWith("superseded_orders | O-1 | 1 | processed/raw/orders/")
                        && row.contains("/" + first + "/000001.csv.gz | landing/orders/1.gz | "));
    }

    @Test
    void showsACustomerAsItWas() {
        assertThat(ask("customer_at"))
                .containsExactly("C-1 | Ada | ada@example.com | DE | 2026-11-20 12:00:00.000"
                        + " | 2026-11-20 12:00:01.000 | FALSE");
    }

    @Test
    void countsRowsThatCameLate() {
        assertThat(ask("late_rows")).containsExactly(second + " | orders | 1 | 1800");
    }

    @Test
    void namesTheStalestFeedFirst() {
        assertThat(ask("stale_feeds"))
                .satisfiesExactly(
                        row -> assertThat(row).startsWith("customers | 2026-11-20 12:00:01.000 | "),
                        row -> assertThat(row).startsWith("orders | 2026-11-20 14:00:00.000 | "));
    }

    @Test
    void namesBatchesToLookAt() {
        assertThat(ask("batches_to_look_at"))
                .singleElement()
                .asString()
                .startsWith(second + " | loaded | 2 | 0 | 0 | 1 | 0 | 0 | ");
    }

    private static List<String> ask(String query) {
        ASKED.add("analytics/" + query);
        return stack.rows(SCRIPTS.text("analytics/" + query)).stream()
                .map(row -> Lines.row(row.toArray()))
                .toList();
    }
}
