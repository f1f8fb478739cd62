package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.snowflake.Scripts;

/** Events as the gateway wraps them, and lines that a missing newline has joined: what the warehouse makes of them. */
class PostedEventsIT {
    private static final String RANDOM = "0123456789abcdef0123456789abcdef";
    private static final String KEYED = "fedcba9876543210fedcba9876543210-7";
    private static final String RECEIVED = "2026-11-20T10:00:00.123Z";
    private static final String TICK = "{\"event_type\":\"tick\",\"occurred_at\":\"2026-11-20T10:00:00Z\"}";
    private static final String LATER = "{\"event_type\":\"tock\",\"occurred_at\":\"2026-11-20T10:00:01Z\"}";

    private LocalStack stack;

    @BeforeEach
    void start() throws Exception {
        stack = new LocalStack();
    }

    @AfterEach
    void stop() throws Exception {
        stack.close();
    }

    @Test
    void knowsAnEventByTheIdThatItWasGivenAndKeepsTheEventAlone() throws Exception {
        stack.put("landing/events/one", posted(RANDOM, RECEIVED, TICK), posted(KEYED, RECEIVED, TICK));
        load();
        assertThat(stack.rows("select event_id, to_json(body) from mart.events order by event_id"))
                .containsExactly(List.of(RANDOM, TICK), List.of(KEYED, TICK));
        assertThat(stack.one("select line from raw.events order by source_row"))
                .isEqualTo(posted(RANDOM, RECEIVED, TICK));
        assertThat(stack.failingChecks()).isEmpty();
    }

    @Test
    void prefersAnIdOfTheEventsOwn() throws Exception {
        String event = "{\"event_id\":\"E-1\",\"event_type\":\"tick\",\"occurred_at\":\"2026-11-20T10:00:00Z\"}";
        stack.put("landing/events/one", posted(RANDOM, RECEIVED, event), posted(KEYED, RECEIVED, event), event);
        load();
        assertThat(ids()).containsExactly("E-1");
        assertThat(repeated()).isEqualTo(2);
    }

    @Test
    void dropsWhatArrivesAgainWheneverItWasReceived() throws Exception {
        stack.put("landing/events/one", posted(KEYED, RECEIVED, TICK), posted(KEYED, "2026-11-20T10:00:09Z", TICK));
        load();
        stack.put("landing/events/two", posted(KEYED, "2026-11-21T00:00:00Z", TICK));
        load();
        assertThat(ids()).containsExactly(KEYED);
        assertThat(repeated()).isEqualTo(2);
        assertThat(stack.number("select count(*) from mart.superseded_events")).isZero();
    }

    @Test
    void letsTheOneThatOccurredLastStandWhereAKeyIsUsedForTwoEvents() throws Exception {
        stack.put("landing/events/one", posted(KEYED, RECEIVED, LATER));
        load();
        stack.put("landing/events/two", posted(KEYED, "2026-11-21T00:00:00Z", TICK));
        load();
        assertThat(stack.rows("select event_id, event_type from mart.events")).containsExactly(List.of(KEYED, "tock"));
        assertThat(stack.rows("select event_id, event_type from mart.superseded_events"))
                .containsExactly(List.of(KEYED, "tick"));
        assertThat(stack.failingChecks()).isEmpty();
    }

    @Test
    void takesAnEventThatOnlyLooksPostedForWhatItIs() throws Exception {
        stack.put(
                "landing/events/one",
                owned("\"id\":\"ABCDEF6789abcdef0123456789abcdef\",\"received\":\"" + RECEIVED + "\"", "{}"),
                owned("\"id\":\"" + RANDOM + "\"", "{}"),
                owned("\"id\":\"" + RANDOM + "\",\"received\":\"2026-13-20T10:00:00Z\"", "{}"),
                owned("\"id\":\"" + RANDOM + "-\",\"received\":\"" + RECEIVED + "\"", "{}"),
                owned("\"id\":\"" + RANDOM + "\",\"received\":\"" + RECEIVED + "\"", "[]"),
                owned("\"id\":{},\"received\":[]", "{}"));
        load();
        assertThat(stack.rows("select event_type, length(event_id) from mart.events"))
                .hasSize(6)
                .containsOnly(List.of("own", "64"));
    }

    @Test
    void rejectsAPostedEventThatIsNoneWithItsWholeLine() throws Exception {
        String typeless = posted(RANDOM, RECEIVED, "{\"occurred_at\":\"2026-11-20T10:00:00Z\"}");
        stack.put("landing/events/one", typeless);
        load();
        assertThat(stack.rows("select rule, line from control.rejected_rows"))
                .containsExactly(List.of("event_type_is_present", typeless));
    }

    @Test
    void neverTakesPartOfJoinedOrHalfLines() throws Exception {
        String joined = TICK + LATER;
        String half = TICK.substring(0, 20);
        String foreign = TICK + posted(RANDOM, RECEIVED, TICK);
        String scalar = "17" + TICK;
        stack.put("landing/events/one", joined, half, foreign, scalar, posted(KEYED, RECEIVED, LATER));
        load();
        assertThat(ids()).containsExactly(KEYED);
        assertThat(stack.rows("select rule, line from control.rejected_rows order by source_row"))
                .containsExactly(
                        List.of("body_is_json_object", joined),
                        List.of("body_is_json_object", half),
                        List.of("body_is_json_object", foreign),
                        List.of("body_is_json_object", scalar));
    }

    @Test
    void takesAPostedEventWholeBehindALineWithoutAnEnd() throws Exception {
        stack.put("landing/events/one", posted(RANDOM, RECEIVED, TICK), "", TICK, "", posted(KEYED, RECEIVED, LATER));
        load();
        assertThat(stack.number("select count(*) from mart.events")).isEqualTo(3);
        assertThat(stack.number("select count(*) from control.rejected_rows")).isZero();
        assertThat(stack.failingChecks()).isEmpty();
    }

    @Test
    void rejectsOrdersThatAMissingNewlineJoined() throws Exception {
        // Without a zone the joined time can still be read, and would be wrong.
        String first = "O-1,C-1,tea,1,9.99,2026-11-20T10:00:00,2026-11-20T10:00:00.5";
        String second = "12,C-2,ink,2,1.50,2026-11-20T11:00:00,2026-11-20T11:00:00.5";
        String pair = first + second;
        String four = first + second + second + second;
        stack.put("landing/orders/one", first, pair, four);
        load();
        assertThat(stack.rows("select order_id from mart.orders")).containsExactly(List.of("O-1"));
        assertThat(stack.rows("select rule, line from control.rejected_rows order by source_row"))
                .containsExactly(List.of("line_is_not_joined", pair), List.of("line_is_not_joined", four));
        assertThat(stack.failingChecks()).isEmpty();
    }

    @Test
    void judgesAJoinedLineTheSameWhenItIsProcessedAgain() throws Exception {
        String order = "O-1,C-1,tea,1,9.99,2026-11-20T10:00:00,2026-11-20T10:00:00.5";
        stack.put(
                "landing/orders/one",
                order,
                order + order.replace("O-", "") + order.replace("O-", "") + order.replace("O-", ""));
        load();
        assertThat(stack.command(Map.of(), "reprocess", stack.one("select batch_id from control.batches")))
                .isZero();
        assertThat(stack.rows("select rule from control.rejected_rows")).containsExactly(List.of("line_is_not_joined"));
        assertThat(stack.number("select count(*) from mart.orders")).isEqualTo(1);
    }

    @Test
    void rejectsCustomersThatAMissingNewlineJoinedAndTakesUnknownColumns() throws Exception {
        String first = "C-1,Ann,a@example.com,GB,upsert,2026-11-20T10:00:00.5";
        String second = "12,Bob,b@example.com,GB,upsert,2026-11-20T11:00:00.5";
        String wide = "C-3,Cid,c@example.com,GB,upsert,2026-11-20T10:00:00Z,gold,2026-01-01,a,upsert,x";
        stack.put("landing/customers/one", first + second, wide);
        load();
        assertThat(stack.rows("select customer_id from mart.customers")).containsExactly(List.of("C-3"));
        assertThat(stack.rows("select rule, line from control.rejected_rows"))
                .containsExactly(List.of("line_is_not_joined", first + second));
    }

    @Test
    void forgetsACustomerInsideAPostedEvent() throws Exception {
        String event = "{\"event_type\":\"tick\",\"customer_id\":\"C-1\",\"occurred_at\":\"2026-11-20T10:00:00Z\"}";
        String rejected = "{\"event_type\":\"tick\",\"customer_id\":\"C-1\"}";
        stack.put(
                "landing/events/one",
                posted(RANDOM, RECEIVED, event),
                posted(RANDOM, RECEIVED, rejected),
                posted(KEYED, RECEIVED, TICK));
        load();
        assertThat(stack.command(Map.of(), "forget", "C-1")).isZero();
        assertThat(ids()).containsExactly(KEYED);
        assertThat(stack.number("select count(*) from raw.events")).isEqualTo(1);
        assertThat(stack.number("select count(*) from control.rejected_rows where line is not null"))
                .isZero();
    }

    @Test
    void bringsTheSameEventsWhenTheBatchIsLoadedAgain() throws Exception {
        stack.put("landing/events/one", posted(RANDOM, RECEIVED, TICK), posted(KEYED, RECEIVED, LATER));
        load();
        String batch = stack.one("select batch_id from control.batches");
        List<List<String>> before = stack.rows("select event_id, row_hash from mart.events order by event_id");
        assertThat(stack.command(Map.of(), "reprocess", batch)).isZero();
        assertThat(stack.command(Map.of(), "reload", batch)).isZero();
        assertThat(stack.rows("select event_id, row_hash from mart.events order by event_id"))
                .isEqualTo(before)
                .hasSize(2);
        assertThat(stack.number("select count(*) from control.event_delays")).isEqualTo(1);
        assertThat(stack.failingChecks()).isEmpty();
    }

    @Test
    void tellsHowLateEventsAreAndWarnsPastAQuarterOfWhatIsKept() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        stack.put(
                "landing/events/one",
                posted(RANDOM, now.minus(7, ChronoUnit.HOURS).toString(), TICK),
                posted(KEYED, now.toString(), LATER));
        try (CapturedLog log = CapturedLog.ofAll()) {
            load();
            assertThat(late(log)).hasSize(1).allMatch(line -> line.startsWith("WARN") && line.contains(" PT7H"));
        }
        assertThat(stack.rows("select feed, events from control.event_delays")).containsExactly(List.of("events", "2"));
        List<String> delay = stack.rows(Scripts.read("classpath:sql").text("analytics/event_delays"))
                .get(0);
        assertThat(Long.parseLong(delay.get(3))).as("shortest").isBetween(0L, 60L);
        assertThat(Long.parseLong(delay.get(4))).as("longest").isBetween(7 * 3600L, 7 * 3600L + 60);
        assertThat(delay.subList(5, 7)).isEqualTo(List.of("TRUE", "FALSE"));

        stack.put(
                "landing/events/two",
                posted(RANDOM, now.minus(43, ChronoUnit.HOURS).toString(), LATER));
        try (CapturedLog log = CapturedLog.ofAll()) {
            load();
            assertThat(late(log)).hasSize(2).anyMatch(line -> line.startsWith("ERROR") && line.contains(" PT43H"));
        }
    }

    private void load() throws Exception {
        stack.load(Map.of("transform.hold-above", "100%"));
    }

    private List<String> ids() {
        return stack.rows("select event_id from mart.events order by event_id").stream()
                .map(row -> row.get(0))
                .toList();
    }

    private static List<String> late(CapturedLog log) {
        return log.warnings().stream()
                .filter(line -> line.contains("on their way"))
                .toList();
    }

    private long repeated() {
        return stack.number("select sum(rows_repeated) from control.batches");
    }

    /** A line as the gateway puts it on the stream. */
    private static String posted(String id, String received, String event) {
        return "{\"metadata\":{\"id\":\"" + id + "\",\"received\":\"" + received + "\",\"request\":\"r-1\"},\"data\":"
                + event + "}";
    }

    /** An event that has metadata and data of its own. */
    private static String owned(String metadata, String data) {
        return "{\"event_type\":\"own\",\"occurred_at\":\"2026-11-20T10:00:00Z\",\"metadata\":{" + metadata
                + "},\"data\":" + data + "}";
    }
}
