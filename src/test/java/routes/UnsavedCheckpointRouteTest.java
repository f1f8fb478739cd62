package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import routes.RotatedLog.Rotation;

/** A checkpoint that cannot be written, as on a full disk: something that is no file is where it is written first. */
@Timeout(180)
class UnsavedCheckpointRouteTest {
    @TempDir
    private Path directory;

    private final ArrivedLines arrived = new ArrivedLines();
    private InMemoryFirehose firehose;
    private CapturedLog log;

    @BeforeEach
    void start() throws Exception {
        firehose = new InMemoryFirehose(arrived);
        log = CapturedLog.ofAll();
    }

    @AfterEach
    void stop() {
        log.close();
        firehose.close();
    }

    @Test
    void deliversOnKeepsTheLastSaveAndSavesOnceItCan() throws Exception {
        try (RotatedLog app = new RotatedLog(directory, "app", Rotation.CREATE);
                TestAgent agent = agent()) {
            app.write(10);
            await().until(() -> savedOffset() == size());
            byte[] saved = Files.readAllBytes(checkpoint());

            Files.createDirectory(obstacle());
            app.write(10);
            await().until(() -> arrived.distinct() == 20);
            // Longer than two tries.
            await().pollDelay(Duration.ofMillis(2_500)).until(agent::isUpToDate);
            assertThat(Files.readAllBytes(checkpoint())).isEqualTo(saved);
            assertThat(log.warnings())
                    .filteredOn(line -> line.startsWith("ERROR"))
                    .singleElement()
                    .asString()
                    .startsWith("ERROR The checkpoint " + checkpoint() + " cannot be saved since ");

            Files.delete(obstacle());
            await().until(() -> savedOffset() == size());
            // The file is there a moment before its writer says so.
            await().until(() -> log.lines().contains("INFO The checkpoint " + checkpoint() + " is saved again"));
            assertThat(arrived.repeats()).isZero();
        }
    }

    @Test
    void readsANewFileOnlyOnceItsNameIsSaved() throws Exception {
        try (RotatedLog app = new RotatedLog(directory, "app", Rotation.CREATE);
                TestAgent agent = agent()) {
            app.write(10);
            await().until(() -> savedOffset() == size());
            Files.createDirectory(obstacle());
            app.rotate(0);
            app.write(5);
            await().until(() -> agent.files().getFilesWatched() == 2);
            await().during(Duration.ofSeconds(1)).until(() -> arrived.distinct() == 10);
            Files.delete(obstacle());
            await().until(() -> arrived.distinct() == 15);
        }
    }

    @Test
    void saysAtAStopWhatWillBeDeliveredAgain() throws Exception {
        try (RotatedLog app = new RotatedLog(directory, "app", Rotation.CREATE)) {
            try (TestAgent agent = agent()) {
                app.write(10);
                await().until(() -> savedOffset() == size());
                Files.createDirectory(obstacle());
                app.write(10);
                await().until(() -> arrived.distinct() == 20 && agent.isUpToDate());
            }
            assertThat(log.warnings())
                    .anyMatch(line -> line.startsWith(
                            "ERROR The checkpoint " + checkpoint() + " could not be saved at the stop: "));
            Files.delete(obstacle());
            try (TestAgent again = agent()) {
                await().until(() -> arrived.repeats() == 10);
                await().until(again::isUpToDate);
                assertThat(arrived.distinct()).isEqualTo(20);
            }
        }
    }

    private TestAgent agent() throws Exception {
        return TestAgent.start(directory, Rotation.CREATE.glob(directory, "app"), firehose, Map.of());
    }

    private Path checkpoint() {
        return directory.resolve("checkpoint").resolve("app.json");
    }

    private Path obstacle() {
        return directory.resolve("checkpoint").resolve("app.json.unfinished");
    }

    private long savedOffset() throws IOException {
        return Files.exists(checkpoint())
                ? new ObjectMapper()
                        .readTree(checkpoint().toFile())
                        .path("sources")
                        .path(0)
                        .path("offset")
                        .asLong()
                : -1;
    }

    private long size() throws IOException {
        return Files.size(directory.resolve("app-0000.log"));
    }
}
