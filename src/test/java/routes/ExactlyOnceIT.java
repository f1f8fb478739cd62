package routes;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import local.firehose.DeliveryStream;
import local.firehose.LocalFirehose;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * From file to mart, with lines that have no key at all: every one is the same text. The agent is a process of its own and is
 * killed again and again while the file is written and rotated; each line must be one row in the end, no more and no less.
 */
class ExactlyOnceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROUNDS = 6;
    private static final int LINES = 400;
    private static final String TICK = "{\"event_type\":\"tick\",\"occurred_at\":\"2026-11-20T10:00:00Z\"}\n";

    @TempDir
    private Path directory;

    private LocalStack stack;
    private S3Client s3;
    private LocalFirehose firehose;
    private Path log;

    @BeforeEach
    void start() throws Exception {
        stack = new LocalStack();
        s3 = stack.s3().client();
        firehose = new LocalFirehose(
                0,
                List.of(new DeliveryStream(
                        "snowline-events", "lake", "landing/events/", 1L << 20, Duration.ofMillis(200), true)),
                directory.resolve("firehose"),
                s3,
                Clock.systemUTC());
        log = Files.createDirectory(directory.resolve("logs")).resolve("events.log");
    }

    @AfterEach
    void stop() throws Exception {
        firehose.close();
        s3.close();
        stack.close();
    }

    @Test
    void makesOneRowOfEachOfManyEqualLinesThoughTheAgentIsKilled() throws Exception {
        firehose.mishaps().closeAfterStoring(1);
        for (int round = 0; round < ROUNDS; round++) {
            long before = firehose.acceptedRecords();
            Path older = directory.resolve("logs/events.log." + (round - 1));
            try (AgentProcess agent = agent()) {
                for (int line = 0; line < LINES; line++) {
                    Files.writeString(log, TICK, CREATE, APPEND);
                }
                agent.await(() -> firehose.acceptedRecords() > before && isDelivered(older));
                agent.kill();
            }
            // The next file begins with the very same text, and may get the inode of this one.
            Files.deleteIfExists(older);
            Files.move(log, directory.resolve("logs/events.log." + round));
        }
        try (AgentProcess agent = agent();
                TestLoader loader = stack.loader(Map.of())) {
            await().atMost(PATIENCE.multipliedBy(2)).untilAsserted(() -> assertThat(rowsBySource().stream()
                            .mapToLong(row -> Long.parseLong(row.get(1)))
                            .sum())
                    .as("rows of %s", rowsBySource())
                    .isGreaterThanOrEqualTo(ROUNDS * LINES));
            agent.terminate();
            agent.waitFor();
            firehose.flush(PATIENCE);
            stack.awaitQuiet();
            assertThat(loader.isStopped()).isFalse();
        }
        assertThat(stack.number("select count(*) from mart.events")).isEqualTo(ROUNDS * LINES);
        assertThat(stack.number("select sum(rows_repeated) from control.batches"))
                .as("lines that were stored although the answer was lost")
                .isPositive();
        assertThat(stack.failingChecks()).isEmpty();
    }

    private List<List<String>> rowsBySource() {
        return stack.rows("select substr(event_id, 1, 34), count(*) from mart.events group by 1 order by 1");
    }

    /** Whether the checkpoint says that all of a file has been delivered. */
    private boolean isDelivered(Path file) throws IOException {
        if (Files.notExists(file)) {
            return true;
        }
        Path checkpoint = directory.resolve("checkpoint/events.json");
        for (JsonNode source : new JsonMapper().readTree(checkpoint.toFile()).path("sources")) {
            if (source.path("path").asText().equals(file.toString())) {
                return source.path("offset").asLong() == Files.size(file);
            }
        }
        return false;
    }

    private AgentProcess agent() throws IOException {
        Map<String, String> properties = TestAgent.properties(
                directory, directory.resolve("none/app.log").toString());
        properties.put("feed.events.files", log + "*");
        properties.put("feed.events.metadata", "true");
        return AgentProcess.start(directory, firehose.endpoint(), properties);
    }
}
