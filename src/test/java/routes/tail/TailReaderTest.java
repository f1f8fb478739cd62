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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.delivery.FileRange;
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
        append("a\n");
        Files.writeString(root.resolve("other.log"), "b\n");
        passAfter(Duration.ZERO);
        assertThat(deliverer.text()).hasSize(2);
        deliverer.acknowledge();
        passAfter(Duration.ofMillis(1));
        assertThat(deliverer.text().lines()).containsExactlyInAnyOrder("a", "b");
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
        private final StringBuilder text = new StringBuilder();
        private int room = 4;

        @Override
        public long room() {
            return underWay.size() < room ? 64_000_000 : 0;
        }

        @Override
        public void deliver(FileRange range, Acknowledged acknowledged) {
            ((RecordBatch) range).records().forEach(record -> text.append(new String(record.data(), UTF_8)));
            underWay.add(() -> acknowledged.acknowledge(range.from(), range.to()));
        }

        void acknowledge() {
            underWay.forEach(Runnable::run);
            underWay.clear();
        }

        String text() {
            return text.toString();
        }
    }
}
