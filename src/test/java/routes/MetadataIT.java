package routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events whose lines say where they come from: each place counts once, however often it arrives. */
class MetadataIT {
    private static final String FIRST = "00000000000000000000000000000001-0";
    private static final String TRUNCATED = "00000000000000000000000000000001-1";
    private static final String REUSED = "00000000000000000000000000000002-0";
    private static final String TICK = "{\"event_type\":\"tick\",\"occurred_at\":\"2026-11-20T10:00:00Z\"}";

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
    void takesEqualLinesOfDifferentPlacesForDifferentEvents() throws Exception {
        stack.put("landing/events/one", line(FIRST, 0, TICK), line(FIRST, 100, TICK));
        load();
        assertThat(ids()).containsExactly(List.of(FIRST + ":0"), List.of(FIRST + ":100"));
    }

    @Test
    void dropsWhatArrivesAgainInTheSameBatchAndInALaterOne() throws Exception {
        stack.put("landing/events/one", line(FIRST, 0, TICK), line(FIRST, 100, TICK), line(FIRST, 0, TICK));
        load();
        stack.put("landing/events/two", line(FIRST, 100, TICK), line(FIRST, 200, TICK));
        load();
        assertThat(ids()).containsExactly(List.of(FIRST + ":0"), List.of(FIRST + ":100"), List.of(FIRST + ":200"));
        assertThat(stack.number("select sum(rows_repeated) from control.batches"))
                .isEqualTo(2);
        assertThat(stack.failingChecks()).isEmpty();
    }

    @Test
    void tellsRotatedFilesApartThatUseTheSameOffsets() throws Exception {
        stack.put("landing/events/one", line(FIRST, 0, TICK), line(TRUNCATED, 0, TICK), line(REUSED, 0, TICK));
        load();
        assertThat(ids()).containsExactly(List.of(FIRST + ":0"), List.of(TRUNCATED + ":0"), List.of(REUSED + ":0"));
    }

    @Test
    void prefersAnIdOfTheEventsOwnAndKeepsTheEventAlone() throws Exception {
        String event = "{\"event_id\":\"E-1\",\"event_type\":\"tick\",\"occurred_at\":\"2026-11-20T10:00:00Z\"}";
        stack.put("landing/events/one", line(FIRST, 0, event), line(REUSED, 70, event), event);
        load();
        assertThat(stack.rows("select event_id, to_json(body) from mart.events"))
                .containsExactly(List.of("E-1", event));
        assertThat(stack.number("select count(*) from mart.superseded_events")).isZero();
    }

    @Test
    void readsALineThatWasConvertedToJson() throws Exception {
        stack.put(
                "landing/events/one",
                "{\"metadata\":{\"host\":\"h\",\"file\":\"/f\",\"source\":\"" + FIRST + "\",\"offset\":5},\"data\":"
                        + TICK + "}");
        load();
        assertThat(stack.rows("select event_id, event_type from mart.events"))
                .containsExactly(List.of(FIRST + ":5", "tick"));
    }

    @Test
    void rejectsALineThatIsNoEventWithItsPlace() throws Exception {
        String broken = line(FIRST, 7, "{\"event_type\":");
        String unparsed =
                "{\"metadata\":{\"source\":\"" + FIRST + "\",\"offset\":9},\"unparsed\":\"x\",\"reason\":\"y\"}";
        stack.put("landing/events/one", broken, unparsed, line(FIRST, 30, TICK));
        load();
        assertThat(stack.rows("select line from control.rejected_rows order by source_row"))
                .containsExactly(List.of(broken), List.of(unparsed));
        assertThat(ids()).containsExactly(List.of(FIRST + ":30"));
    }

    @Test
    void takesAnEventThatOnlyLooksLikeOneWithAPlaceForWhatItIs() throws Exception {
        String event = "{\"event_type\":\"tick\",\"occurred_at\":\"2026-11-20T10:00:00Z\",\"data\":\"{}\","
                + "\"metadata\":{\"source\":\"somewhere\",\"offset\":1}}";
        stack.put("landing/events/one", event);
        load();
        assertThat(stack.rows("select event_type, length(event_id) from mart.events"))
                .containsExactly(List.of("tick", "64"));
    }

    @Test
    void forgetsACustomerInsideALineWithItsPlace() throws Exception {
        String event = "{\"event_type\":\"tick\",\"customer_id\":\"C-1\",\"occurred_at\":\"2026-11-20T10:00:00Z\"}";
        String rejected = "{\"event_type\":\"tick\",\"customer_id\":\"C-1\"}";
        stack.put("landing/events/one", line(FIRST, 0, event), line(FIRST, 100, rejected), line(FIRST, 200, TICK));
        load();
        assertThat(stack.command(Map.of(), "forget", "C-1")).isZero();
        assertThat(ids()).containsExactly(List.of(FIRST + ":200"));
        assertThat(stack.number("select count(*) from raw.events")).isEqualTo(1);
        assertThat(stack.number("select count(*) from control.rejected_rows where line is not null"))
                .isZero();
    }

    @Test
    void findsTheLinesOfAFileThatAreMissing() throws Exception {
        String accented = "{\"event_type\":\"\u00e9\",\"occurred_at\":\"2026-11-20T10:00:00Z\"}";
        int second = TICK.length() + 1;
        int third = second + accented.getBytes(StandardCharsets.UTF_8).length + 2;
        int fourth = third + 7 + 1;
        String encoded = "{\"metadata\":{\"source\":\"" + FIRST + "\",\"offset\":" + third + "},\"data\":\""
                + Base64.getEncoder().encodeToString(new byte[7]) + "\",\"encoding\":\"base64\"}";
        try (TestLoader loader = stack.loader(Map.of())) {
            assertThat(gaps(loader)).as("no line has told its place").isNaN();
            stack.put("landing/events/one", line(FIRST, 0, TICK), line(FIRST, fourth, TICK), TICK);
            stack.awaitQuiet();
            Awaitility.await().untilAsserted(() -> assertThat(gaps(loader)).isEqualTo(fourth - second));
            stack.put("landing/events/two", line(FIRST, second, accented), encoded, line(REUSED, 9, TICK));
            stack.awaitQuiet();
            Awaitility.await().untilAsserted(() -> assertThat(gaps(loader)).isZero());
        }
    }

    private static double gaps(TestLoader loader) {
        return loader.main()
                .getCamelContext()
                .getRegistry()
                .findSingleByType(MeterRegistry.class)
                .get("snowline.balance")
                .tag("balance", "end_to_end")
                .gauge()
                .value();
    }

    private void load() throws Exception {
        stack.load(Map.of());
    }

    private List<List<String>> ids() {
        return stack.rows("select event_id from mart.events order by event_id");
    }

    /** A line as the agent sends it with {@code feed.events.metadata = true}. */
    private static String line(String source, long offset, String text) throws Exception {
        var object = JsonNodeFactory.instance.objectNode();
        object.putObject("metadata")
                .put("host", "web-1")
                .put("file", "/var/log/shop/events.log")
                .put("source", source)
                .put("offset", offset);
        return new JsonMapper().writeValueAsString(object.put("data", text));
    }
}
