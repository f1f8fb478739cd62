package routes.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.delivery.Outgoing;
import routes.delivery.RecordBatch;

/** When files are looked at, with a clock that the test moves. */
class TailReaderTest {
    private static final Duration SCAN = Duration.ofMillis(500);

    @TempDir
    private Path root;

    private final InMemoryDeliverer deliverer = new InMemoryDeliverer();
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private Path log;
    private Sources sources;
    private TailReader reader;

    @BeforeEach
    void start() throws IOException {
        log = root.resolve("app.log");
        TailCounters counters = new TailCounters();
        TailOptions options = new TailOptions(
                "app",
                root + "/*.log",
                root.resolve("checkpoints"),
                "host",
                SCAN,
                Duration.ofMillis(50),
                4,
                3_000_000,
                64_000_000,
                16_000_000,
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                0,
                64,
                Optional.empty(),
                Duration.ofSeconds(5),
                Optional.empty(),
                false);
        sources = new Sources(options, counters);
        reader = new TailReader(options, counters, sources, deliverer, Clock.systemUTC());
    }

    @AfterEach
    void close() throws IOException {
        sources.close();
    }

    @Test
    void goesOnWithAFileOnceItsBatchIsAcknowledgedWithoutWaitingForAScan() throws IOException {
        append("a\n");
        passAfter(Duration.ZERO);
        append("b\n");
        assertThat(passAfter(SCAN)).as("nothing more to do until then").isFalse();
        assertThat(deliverer.text()).isEqualTo("a\n");
        deliverer.acknowledge();
        passAfter(Duration.ofMillis(1));
        assertThat(deliverer.text()).isEqualTo("a\nb\n");
    }

    @Test
    void findsAnIdleFileGrownInTheNextScan() throws IOException {
        append("a\n");
        passAfter(Duration.ZERO);
        deliverer.acknowledge();
        passAfter(Duration.ofSeconds(9));
        append("b\n");
        passAfter(SCAN);
        assertThat(deliverer.text()).isEqualTo("a\nb\n");
    }

    @Test
    void findsADormantFileGrownWithinLessThanTwoScans() throws IOException {
        append("a\n");
        passAfter(Duration.ZERO);
        deliverer.acknowledge();
        passAfter(Duration.ofHours(1));
        append("b\n");
        passAfter(SCAN);
        passAfter(Duration.ofMillis(400));
        assertThat(deliverer.text()).isEqualTo("a\nb\n");
    }

    @Test
    void looksAtAFileInEachScanOnceItIsDormantNoMore() throws IOException {
        append("a\n");
        rest();
        append("b\n");
        passAfter(Duration.ofMillis(900));
        deliverer.acknowledge();
        passAfter(Duration.ofMillis(900));
        append("c\n");
        passAfter(SCAN);
        assertThat(deliverer.text()).isEqualTo("a\nb\nc\n");
    }

    @Test
    void savesWithinASecondWhatIsAcknowledgedAfterARest() throws IOException {
        append("a\n");
        rest();
        passAfter(Duration.ofSeconds(10));
        append("b\n");
        passAfter(Duration.ofMillis(900));
        deliverer.acknowledge();
        passAfter(Duration.ofSeconds(1));
        assertThat(CheckpointFile.read(root.resolve("checkpoints"), "app")
                        .orElseThrow()
                        .sources())
                .singleElement()
                .extracting(Checkpoint.Entry::offset)
                .isEqualTo(4L);
    }

    @Test
    void savesWithinASecondWhatIsAcknowledgedOfAFileThatIsDormantThen() throws IOException {
        append("a\n");
        passAfter(Duration.ZERO);
        passAfter(Duration.ofSeconds(11));
        deliverer.acknowledge();
        passAfter(SCAN);
        passAfter(SCAN);
        assertThat(CheckpointFile.read(root.resolve("checkpoints"), "app")
                        .orElseThrow()
                        .sources())
                .singleElement()
                .extracting(Checkpoint.Entry::offset)
                .isEqualTo(2L);
    }

    @Test
    void readsADormantFileAnewThatWasTruncated() throws IOException {
        append("long line\n");
        rest();
        Files.writeString(log, "b\n");
        passAfter(Duration.ofMillis(900));
        passAfter(SCAN);
        assertThat(deliverer.text()).isEqualTo("long line\nb\n");
    }

    @Test
    void readsADormantFileToItsEndAfterItsDeletion() throws IOException {
        append("a\n");
        rest();
        try (BufferedWriter writer = Files.newBufferedWriter(log, APPEND)) {
            Files.delete(log);
            passAfter(Duration.ofMillis(900));
            writer.write("b\n");
        }
        passAfter(Duration.ofMillis(900));
        assertThat(deliverer.text()).isEqualTo("a\nb\n");
        deliverer.acknowledge();
        passAfter(Duration.ofMinutes(2));
        assertThat(sources.open()).isEmpty();
    }

    @Test
    void readsAFileWhoseNameIsNoText() throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "echo a > \"$(printf 'caf\\351.log')\"")
                .directory(root.toFile())
                .inheritIO()
                .start();
        assertThat(shell.waitFor()).isZero();
        passAfter(Duration.ZERO);
        assertThat(deliverer.text()).isEqualTo("a\n");
    }

    @Test
    void comesBackToFilesThatThereWasNoRoomFor() throws IOException {
        deliverer.room = 1;
        for (String name : List.of("a", "b", "c")) {
            Files.writeString(root.resolve(name + ".log"), (name.repeat(99) + "\n").repeat(20_000));
        }
        for (int batch = 1; batch <= 3; batch++) {
            passAfter(Duration.ofMillis(1));
            assertThat(deliverer.batches)
                    .as("two of them do not fit into one batch")
                    .hasSize(batch);
            deliverer.acknowledge();
        }
        assertThat(deliverer.text().lines().distinct())
                .containsExactlyInAnyOrder("a".repeat(99), "b".repeat(99), "c".repeat(99));
    }

    @Test
    void hasFilesThatGrowSlowlyLeaveTogether() throws IOException {
        for (int file = 0; file < 600; file++) {
            Files.writeString(root.resolve(file + ".log"), "line of " + file + "\n");
        }
        passAfter(Duration.ZERO);
        assertThat(deliverer.batches)
                .extracting(batch -> batch.records().size())
                .containsExactly(500, 100);
        assertThat(deliverer.batches.get(0).files()).hasSize(500);
        deliverer.acknowledge();
        sources.save(now);
        assertThat(FeedProgress.read(root.resolve("checkpoints"), "app", root + "/*.log")
                        .bytesBehind())
                .isZero();
    }

    @Test
    void beginsABatchWithAFileThatDoesNotFitIntoTheLast() throws IOException {
        append("first\n");
        Files.writeString(root.resolve("large.log"), ("x".repeat(999) + "\n").repeat(2_999));
        Files.writeString(root.resolve("small.log"), ("y".repeat(999) + "\n").repeat(2));
        passAfter(Duration.ZERO);
        assertThat(deliverer.batches).hasSize(2).allSatisfy(batch -> assertThat(batch.bytes())
                .isLessThanOrEqualTo(3_000_000));
        assertThat(deliverer.batches.stream().mapToLong(RecordBatch::bytes).sum())
                .isEqualTo(6 + 3_001_000);
    }

    @Test
    void letsWhatIsGatheredLeaveBeforeWhatIsFoundLater() throws IOException {
        deliverer.room = 0;
        append("small\n");
        passAfter(Duration.ZERO);
        deliverer.room = 1;
        for (String name : List.of("a", "b", "c")) {
            Files.writeString(root.resolve(name + ".log"), "x".repeat(1_000_000) + "\n");
        }
        passAfter(SCAN);
        assertThat(deliverer.underWay).hasSize(1);
        assertThat(deliverer.batches).as("an over-long line took the room").isEmpty();
        deliverer.acknowledge();
        passAfter(Duration.ofMillis(1));
        assertThat(deliverer.text()).isEqualTo("small\n");
    }

    @Test
    void keepsWhatIsGatheredUntilThereIsRoomForIt() throws IOException {
        deliverer.room = 1;
        append("x".repeat(1_000_000) + "\n");
        Files.writeString(root.resolve("other.log"), "other\n");
        passAfter(Duration.ZERO);
        passAfter(Duration.ZERO);
        passAfter(SCAN);
        assertThat(deliverer.underWay)
                .as("the over-long line, or the other file")
                .hasSize(1);
        deliverer.acknowledge();
        passAfter(SCAN);
        deliverer.acknowledge();
        passAfter(SCAN);
        deliverer.acknowledge();
        assertThat(deliverer.text()).isEqualTo("other\n");
        sources.save(now);
        assertThat(FeedProgress.read(root.resolve("checkpoints"), "app", root + "/*.log")
                        .bytesBehind())
                .isZero();
    }

    /** Has what is there delivered, and the files become dormant. */
    private void rest() throws IOException {
        passAfter(Duration.ZERO);
        deliverer.acknowledge();
        passAfter(Duration.ofHours(1));
    }

    private boolean passAfter(Duration time) throws IOException {
        now = now.plus(time);
        return reader.pass(now);
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, CREATE, APPEND);
    }

    /** Keeps what it is handed until it is told to acknowledge it. */
    private static final class InMemoryDeliverer implements TailReader.Deliverer {
        private final List<Runnable> underWay = new ArrayList<>();
        private final List<RecordBatch> batches = new ArrayList<>();
        private int room = 4;

        @Override
        public long room() {
            return underWay.size() < room ? 64_000_000 : 0;
        }

        @Override
        public void deliver(Outgoing outgoing, Runnable acknowledge) {
            if (outgoing instanceof RecordBatch batch) {
                batches.add(batch);
            }
            underWay.add(acknowledge);
        }

        void acknowledge() {
            underWay.forEach(Runnable::run);
            underWay.clear();
        }

        String text() {
            return batches.stream()
                    .flatMap(batch -> batch.records().stream())
                    .map(record -> new String(record.data(), UTF_8))
                    .collect(Collectors.joining());
        }
    }
}
