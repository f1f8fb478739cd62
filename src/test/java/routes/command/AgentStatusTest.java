package routes.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import routes.tail.FeedProgress;
import routes.tail.FileProgress;
import routes.tail.FileProgress.State;
import routes.tail.Problem;

class AgentStatusTest {
    private static final Instant AT = Instant.parse("2026-11-20T12:34:56Z");
    private static final Instant SEEN = Instant.parse("2026-11-20T12:00:00Z");
    private static final Path CHECKPOINT = Path.of("/var/lib/snowline/checkpoint");
    private static final String HOSTILE = "/var/log/\u001b[2J\u202e" + "x".repeat(3_000) + "\n.log";
    private static final Problem DENIED = new Problem("AccessDeniedException", SEEN.toEpochMilli());
    private static final FileProgress KNOWN = new FileProgress(
            "/var/log/orders.log",
            State.KNOWN,
            OptionalLong.of(2048),
            OptionalLong.of(1000),
            OptionalLong.of(1048),
            Optional.of(SEEN),
            Optional.empty());
    private static final FileProgress NEW = new FileProgress(
            HOSTILE,
            State.NEW,
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.of(DENIED));

    @Test
    void alignsWhatItTellsPeople() {
        assertThat(status(KNOWN).text()).isEqualTo("""
                FEED    FILE                    SIZE  POSITION   BEHIND  LAST SEEN             STATE  LAST ERROR
                orders  /var/log/orders.log  2.0 KiB    1000 B  1.0 KiB  2026-11-20T12:00:00Z  known  -
                1 files, 1.0 KiB behind, by the checkpoints in /var/lib/snowline/checkpoint at 2026-11-20T12:34:56Z""");
    }

    @Test
    void neitherCutsNorObeysPaths() {
        String text = status(NEW).text();
        assertThat(text)
                .contains("x".repeat(3_000) + " .log")
                .contains("AccessDeniedException (since 2026-11-20T12:00:00Z)")
                .doesNotContain("\u001b", "\u202e");
        assertThat(text.lines()).hasSize(3);
    }

    @Test
    void tellsProgramsTheSameInBytes() throws Exception {
        String text = status(KNOWN, NEW).json();
        JsonNode json = new ObjectMapper().readTree(text);

        assertThat(json.path("bytesBehind").asLong()).isEqualTo(1048);
        assertThat(json.path("files").asInt()).isEqualTo(2);
        JsonNode files = json.at("/feeds/0/files");
        assertThat(files.at("/0/file").asText()).isEqualTo("/var/log/orders.log");
        assertThat(files.at("/0/size").asLong()).isEqualTo(2048);
        assertThat(files.at("/0/position").asLong()).isEqualTo(1000);
        assertThat(files.at("/0/behind").asLong()).isEqualTo(1048);
        assertThat(files.at("/0/lastSeen").asText()).isEqualTo("2026-11-20T12:00:00Z");
        assertThat(files.at("/0/lastError").isNull()).isTrue();
        assertThat(files.at("/1/file").asText()).isEqualTo(HOSTILE);
        assertThat(files.at("/1/size").isNull()).isTrue();
        assertThat(files.at("/1/lastError").asText()).isEqualTo("AccessDeniedException");
        assertThat(text).doesNotContain("\u001b", "\u202e");
    }

    @Test
    void tellsWhatStopsAFeedOnEachOfItsFiles() {
        FeedProgress feed = new FeedProgress(
                "orders", true, List.of(KNOWN), Optional.of(new Problem("Firehose is away", SEEN.toEpochMilli())));
        assertThat(new AgentStatus(CHECKPOINT, List.of(feed), Map.of(), AT).text())
                .contains("known  Firehose is away (since 2026-11-20T12:00:00Z)")
                .contains("Feed orders is not delivered: Firehose is away");
    }

    @Test
    void namesWhatCannotBeReadAndShowsTheRest() throws Exception {
        FeedProgress feed = new FeedProgress("orders", true, List.of(KNOWN), Optional.empty());
        AgentStatus status = new AgentStatus(
                CHECKPOINT, List.of(feed), Map.of("events", "Checkpoint /c/events.json is damaged"), AT);

        assertThat(status.isReadable()).isFalse();
        assertThat(status.text()).contains("ERROR Checkpoint /c/events.json is damaged", "/var/log/orders.log");
        assertThat(new ObjectMapper()
                        .readTree(status.json())
                        .at("/errors/0/feed")
                        .asText())
                .isEqualTo("events");
    }

    @Test
    void showsAFeedThatCannotBeReadAmongTheFeedsAndNoTotal() throws Exception {
        FeedProgress feed = new FeedProgress("orders", true, List.of(KNOWN), Optional.empty());
        AgentStatus status = new AgentStatus(
                CHECKPOINT, List.of(feed), Map.of("events", "Checkpoint /c/events.json is damaged"), AT);
        JsonNode json = new ObjectMapper().readTree(status.json());

        assertThat(json.path("bytesBehind").isNull()).isTrue();
        assertThat(json.path("files").isNull()).isTrue();
        assertThat(json.path("feeds")).hasSize(2);
        assertThat(json.at("/feeds/0/error").isNull()).isTrue();
        assertThat(json.at("/feeds/1/feed").asText()).isEqualTo("events");
        assertThat(json.at("/feeds/1/error").asText()).contains("damaged");
        assertThat(json.at("/feeds/1/bytesBehind").isNull()).isTrue();
        assertThat(status.text())
                .contains("1 files, 1.0 KiB behind and an unknown number in 1 feeds that cannot be read");
    }

    @Test
    void givesNoTotalWithoutADirectory() throws Exception {
        AgentStatus status = new AgentStatus(CHECKPOINT, List.of(), Map.of("", "Checkpoint directory is missing"), AT);

        assertThat(new ObjectMapper()
                        .readTree(status.json())
                        .path("bytesBehind")
                        .isNull())
                .isTrue();
        assertThat(status.text()).doesNotContain("0 B behind").contains("missing");
    }

    private static AgentStatus status(FileProgress... files) {
        return new AgentStatus(
                CHECKPOINT, List.of(new FeedProgress("orders", true, List.of(files), Optional.empty())), Map.of(), AT);
    }
}
