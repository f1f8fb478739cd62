package routes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventLinesTest {
    private static final Instant RECEIVED = Instant.parse("2026-11-20T10:00:00Z");

    private final ByteBudget budget = new ByteBudget(10_000_000);

    @Test
    void wrapsAnEventWithItsIdTimeAndRequest() throws Exception {
        EventLines lines = lines(Optional.of("key"), Optional.empty());

        take(lines, 3, "{ \"a\" : \" x\\\" \\\\\" ,\n\t\"n\": 1.10e5 }", "p");

        assertThat(texts(lines))
                .singleElement()
                .asString()
                .matches("\\{\"metadata\":\\{\"id\":\"[0-9a-f]{32}-3\",\"received\":\"2026-11-20T10:00:00.000Z\","
                        + "\"request\":\"r-1\"},\"data\":.*\n")
                .endsWith("\"data\":{\"a\":\" x\\\" \\\\\",\"n\":1.10e5}}\n");
        assertThat(lines.events().get(0).partition()).isEqualTo("p");
        assertThat(lines.indexes()).containsExactly(3);
    }

    @Test
    void givesTheSameRequestTheSameIdsAndEveryOtherItsOwn() {
        String id = id("events", "shop", Optional.of("k"));

        assertThat(id("events", "shop", Optional.of("k"))).isEqualTo(id);
        assertThat(id("orders", "shop", Optional.of("k"))).isNotEqualTo(id);
        assertThat(id("events", "app", Optional.of("k"))).isNotEqualTo(id);
        assertThat(id("events", "shop", Optional.of("l"))).isNotEqualTo(id);
        assertThat(id("events", "shop", Optional.empty()))
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(id("events", "shop", Optional.empty()));
        // printf 'events\0shop\0k' | sha256sum
        assertThat(id).isEqualTo("23f9a648fcfc21b3774239c7f9c7054e-0");
    }

    @Test
    void keepsEventsThatBreakTheSchemaApart() throws Exception {
        EventLines lines =
                lines(Optional.empty(), Optional.of(EventSchema.read("typed", "classpath:typed-schema.json")));

        take(lines, 0, "{\"id\":\"A\",\"amount\":1}", null);
        take(lines, 1, "{\"id\":7}", null);
        take(lines, 2, "{\"id\":\"B\",\"amount\":-1}", null);

        assertThat(lines.indexes()).containsExactly(0);
        assertThat(lines.rejected()).containsOnlyKeys(1, 2);
        assertThat(lines.rejected().get(1)).contains("string");
        assertThat(lines.rejected().get(2)).contains("minimum");
    }

    @Test
    void refusesAnEventThatIsTooLong() throws Exception {
        EventLines lines = lines(Optional.empty(), Optional.empty());
        take(lines, 0, "{\"a\":\"" + "x".repeat(92) + "\"}", null);

        Problem problem = catchThrowableOfType(
                        RefusedException.class, () -> take(lines, 1, "{\"a\":\"" + "x".repeat(93) + "\"}", null))
                .problem();

        assertThat(problem.status()).isEqualTo(413);
        assertThat(problem.index()).contains(1);
    }

    @Test
    void refusesMoreEventsThanARequestMayHave() throws Exception {
        EventLines lines = lines(Optional.empty(), Optional.empty());
        for (int i = 0; i < EventLines.MAX_EVENTS; i++) {
            take(lines, i, "{}", null);
        }

        assertThat(catchThrowableOfType(RefusedException.class, () -> take(lines, 10_000, "{}", null))
                        .problem()
                        .status())
                .isEqualTo(413);
    }

    private EventLines lines(Optional<String> key, Optional<EventSchema> schema) {
        PostHead head = new PostHead("r-1", "events", "shop", BodyFormat.JSON, false, key);
        return new EventLines(head, RECEIVED, 100, schema, budget.share());
    }

    private static void take(EventLines lines, int index, String event, String partition) throws RefusedException {
        byte[] text = ("  " + event + "  ").getBytes(StandardCharsets.UTF_8);
        lines.take(index, text, 2, text.length - 2, partition);
    }

    private static List<String> texts(EventLines lines) {
        return lines.events().stream()
                .map(event -> new String(event.line(), StandardCharsets.UTF_8))
                .toList();
    }

    private static String id(String feed, String client, Optional<String> key) {
        return EventIds.of(new PostHead("r", feed, client, BodyFormat.JSON, false, key))
                .at(0);
    }
}
