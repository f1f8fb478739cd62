package routes.tail;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.delivery.Outgoing;
import routes.tail.FileProgress.State;

/** What the checkpoint and the files tell, beside a reader that has them open and after it. */
class FeedProgressTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:34:56Z");

    @TempDir
    private Path root;

    private Path log;
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void name() {
        log = root.resolve("app.log");
    }

    @AfterEach
    void close() throws IOException {
        camel.close();
    }

    @Test
    void tellsSizePositionAndWhatIsBetween() throws IOException {
        append(log, "one\ntwo\n");
        deliver();
        append(log, "three\n");

        assertThat(files()).containsExactly(progress(log, State.KNOWN, 14, 8, 6));
        assertThat(read().bytesBehind()).isEqualTo(6);
        assertThat(read().hasCheckpoint()).isTrue();
    }

    @Test
    void tellsOfFilesThatNoAgentHasRead() throws IOException {
        append(log, "one\n");

        assertThat(read().hasCheckpoint()).isFalse();
        assertThat(files()).singleElement().satisfies(file -> {
            assertThat(file.state()).isEqualTo(State.NEW);
            assertThat(file.position()).isEmpty();
            assertThat(file.behind()).hasValue(4);
            assertThat(file.lastSeen()).isEmpty();
        });
    }

    @Test
    void findsAFileThatWasRenamedAndTheOneInItsPlace() throws IOException {
        append(log, "one\n");
        deliver();
        Path renamed = Files.move(log, root.resolve("app.log.1"));
        append(renamed, "late\n");
        append(log, "new\n");

        assertThat(files()).hasSize(2);
        assertThat(files().get(0).state()).isEqualTo(State.NEW);
        assertThat(files().get(1)).isEqualTo(progress(renamed, State.RENAMED, 9, 4, 5));
    }

    @Test
    void tellsOfFilesThatAreGoneAndOfThoseThatWereTruncated() throws IOException {
        Path gone = root.resolve("gone.log");
        append(log, "one\ntwo\n");
        append(gone, "one\n");
        deliver();
        Files.delete(gone);
        Files.writeString(log, "x\n");

        assertThat(files()).extracting(FileProgress::state).containsExactly(State.TRUNCATED, State.GONE);
        assertThat(files().get(0).behind()).hasValue(2);
        assertThat(files().get(1).size()).isEmpty();
        assertThat(files().get(1).behind()).isEmpty();
        assertThat(read().bytesBehind()).isEqualTo(2);
    }

    @Test
    void countsAFileOnceThatWasTruncatedWhileNoAgentRan() throws IOException {
        append(log, "one\ntwo\n");
        deliver();
        Files.writeString(log, "x\n");
        deliver();
        append(log, "y\n");

        assertThat(files()).extracting(FileProgress::state).containsExactlyInAnyOrder(State.GONE, State.KNOWN);
        assertThat(files()).contains(progress(log, State.KNOWN, 4, 2, 2));
        assertThat(read().bytesBehind()).isEqualTo(2);
    }

    @Test
    void showsAFileWhosePathIsNoneHere() throws IOException {
        append(log, "one\n");
        deliver();
        Path checkpoint = root.resolve("checkpoints/app.json");
        Files.writeString(
                checkpoint,
                Files.readString(checkpoint)
                        .replace(log.toString(), root + "/app\\u0000.log")
                        .replaceAll(",\"crc32\":\"\\w+\"", ""));

        assertThat(files()).containsExactly(progress(log, State.RENAMED, 4, 4, 0));
        Files.delete(log);
        assertThat(files()).extracting(FileProgress::state).containsExactly(State.GONE);
    }

    @Test
    void countsWhatACompressedFileHoldsAndNotItsSize() throws IOException {
        Path compressed = root.resolve("old.log.gz");
        try (var out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(compressed))) {
            out.write("one\n".repeat(100).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        assertThat(FeedProgress.read(root.resolve("checkpoints"), "app", root + "/*.gz")
                        .files())
                .singleElement()
                .satisfies(file -> assertThat(file.behind()).hasValue(400));
    }

    @Test
    void countsAFileOnceThoughALinkLeadsToItToo() throws IOException {
        append(log, "one\n");
        deliver();
        Files.createSymbolicLink(root.resolve("current.log"), log);

        assertThat(files()).hasSize(1);
    }

    @Test
    void tellsWhatTheAgentLeftAboutErrors() throws IOException {
        append(log, "one\n");
        deliver();
        Problem denied = new Problem("AccessDeniedException", 1_000);
        Problem away = new Problem("Firehose is away", 2_000);
        new FeedProblems(Map.of(log.toString(), denied), away).leave(root.resolve("checkpoints"), "app");

        assertThat(files()).singleElement().satisfies(file -> assertThat(file.problem())
                .contains(denied));
        assertThat(read().delivery()).contains(away);
    }

    @Test
    void passesOverWhatItCannotReadOfErrors() throws IOException {
        append(log, "one\n");
        deliver();
        Files.writeString(root.resolve("checkpoints/app.problems.json"), "{\"files\":");

        assertThat(read().delivery()).isEmpty();
    }

    @Test
    void takesNoLockAndMakesNoFile() throws IOException {
        append(log, "one\n");
        deliver();
        try (CheckpointFile agent = new CheckpointFile(root.resolve("checkpoints"), "app")) {
            assertThat(agent.load()).isPresent();
            long before;
            try (var listed = Files.list(root.resolve("checkpoints"))) {
                before = listed.count();
            }
            assertThat(files()).hasSize(1);
            try (var listed = Files.list(root.resolve("checkpoints"))) {
                assertThat(listed.count()).isEqualTo(before);
            }
        }
    }

    @Test
    void saysThatACheckpointIsDamagedOrMissing() throws IOException {
        append(log, "one\n");
        deliver();
        Path checkpoint = root.resolve("checkpoints/app.json");
        Files.writeString(checkpoint, "{");
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(this::read)
                .withMessageContaining("damaged");
        Files.delete(checkpoint);
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(this::read)
                .withMessageContaining("missing");
    }

    private FeedProgress read() throws IOException {
        return FeedProgress.read(root.resolve("checkpoints"), "app", root + "/*.log");
    }

    private List<FileProgress> files() throws IOException {
        return read().files();
    }

    private static FileProgress progress(Path path, State state, long size, long position, long behind) {
        return new FileProgress(
                path.toString(),
                state,
                OptionalLong.of(size),
                OptionalLong.of(position),
                OptionalLong.of(behind),
                java.util.Optional.of(Instant.parse("2026-11-20T12:00:00Z")),
                java.util.Optional.empty());
    }

    /** Has an agent deliver all there is, and stop. */
    private void deliver() throws IOException {
        TailEndpoint endpoint = camel.getEndpoint(
                "tail:app?files=" + root + "/*.log&checkpoint=" + root + "/checkpoints&agentId=a&scan=1s&linger=0",
                TailEndpoint.class);
        try (Sources sources = new Sources(endpoint.options(), endpoint.counters())) {
            TailReader reader = new TailReader(
                    endpoint.options(), endpoint.counters(), sources, new AtOnce(), java.time.Clock.systemUTC());
            while (reader.pass(NOW)) {
                // Until nothing is left.
            }
            sources.save(NOW);
        }
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, CREATE, APPEND);
    }

    /** Acknowledges whatever it is given. */
    private static final class AtOnce implements TailReader.Deliverer {
        @Override
        public long room() {
            return 1_000_000;
        }

        @Override
        public void deliver(Outgoing outgoing, Runnable acknowledge) {
            acknowledge.run();
        }
    }
}
