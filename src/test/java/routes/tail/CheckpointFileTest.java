package routes.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFileTest {
    private static final Checkpoint CHECKPOINT = Checkpoint.of(
            "orders",
            List.of(new Checkpoint.Entry(
                    new SourceId("0123456789abcdef0123456789abcdef", 3),
                    new FileIdentity(64, 4711, FileIdentity.UNKNOWN),
                    "/var/log/a \"quoted\"\nname.log",
                    new Fingerprint(12, 1024, "ab"),
                    5_000_000_000L,
                    1_790_000_000_000L)));

    @TempDir
    private Path directory;

    @Test
    void readsBackWhatItSaved() throws IOException {
        try (CheckpointFile file = new CheckpointFile(directory.resolve("made/for/it"), "orders")) {
            assertThat(file.load()).isEmpty();
            file.save(Checkpoint.of("orders", List.of()));
            file.save(CHECKPOINT);
            assertThat(file.load()).contains(CHECKPOINT);
        }
    }

    @Test
    void keepsTheFormerFileWhenASaveDoesNotFinish() throws IOException {
        try (CheckpointFile file = new CheckpointFile(directory, "orders")) {
            file.save(CHECKPOINT);
            // A process killed in mid-save leaves this behind.
            Files.writeString(directory.resolve("orders.json.unfinished"), "{\"version\":1,\"fe");
            assertThat(file.load()).contains(CHECKPOINT);
            file.save(Checkpoint.of("orders", List.of()));
            assertThat(file.load()).contains(Checkpoint.of("orders", List.of()));
        }
    }

    @Test
    void leavesTheFormerFileAloneWhenTheNewOneCannotBeWritten() throws IOException {
        try (CheckpointFile file = new CheckpointFile(directory, "orders")) {
            file.save(CHECKPOINT);
            Files.createDirectory(directory.resolve("orders.json.unfinished"));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> file.save(Checkpoint.of("orders", List.of())));
            assertThat(file.load()).contains(CHECKPOINT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "nonsense",
                "{\"version\":1}",
                "{\"version\":1,\"feed\":\"orders\"}",
                "{\"version\":1,\"feed\":\"orders\",\"sources\":[{}]}",
                "{\"version\":1,\"feed\":\"orders\",\"sources\":null}",
                "{\"version\":1,\"feed\":\"orders\",\"sources\":[]} trailing",
                "{\"version\":1,\"feed\":\"customers\",\"sources\":[]}",
                "{\"version\":2,\"feed\":\"orders\",\"sources\":[]}"
            })
    void refusesWhatItCannotUnderstand(String text) throws IOException {
        Path path = directory.resolve("orders.json");
        Files.writeString(path, text);
        try (CheckpointFile file = new CheckpointFile(directory, "orders")) {
            assertThatExceptionOfType(CheckpointException.class)
                    .isThrownBy(file::load)
                    .withMessageContaining(path.toString())
                    .withMessageContaining("move it away");
        }
        assertThat(path).hasContent(text);
    }

    @Test
    void isForOneReaderAtATime() throws IOException {
        try (CheckpointFile first = new CheckpointFile(directory, "orders")) {
            assertThat(first.load()).isEmpty();
            assertThatExceptionOfType(CheckpointException.class)
                    .isThrownBy(() -> new CheckpointFile(directory, "orders"))
                    .withMessageContaining("orders")
                    .withMessageContaining(directory.toString());
            new CheckpointFile(directory, "customers").close();
        }
        new CheckpointFile(directory, "orders").close();
    }
}
