package routes.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
                    new Fingerprint(4_999_999_744L, 256, "cd"),
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
                "\0\0\0\0\0\0\0\0",
                "{",
                "[]",
                "null",
                "nonsense",
                "{\"version\":1}",
                "{\"version\":1,\"feed\":\"orders\"}",
                "{\"version\":1,\"feed\":\"orders\",\"sources\":[{}]}",
                "{\"version\":1,\"feed\":\"orders\",\"sources\":[null]}",
                "{\"version\":1,\"feed\":\"orders\",\"sources\":null}",
                "{\"version\":1,\"feed\":\"orders\",\"sources\":[]} trailing",
                "{\"version\":1,\"feed\":\"customers\",\"sources\":[]}",
                "{\"version\":3,\"feed\":\"orders\",\"sources\":[]}",
                "{\"version\":2,\"feed\":\"orders\",\"sources\":[],\"crc32\":\"00000000\"}"
            })
    void refusesWhatItCannotUnderstand(String text) throws IOException {
        Path path = directory.resolve("orders.json");
        Files.writeString(path, text);
        refuses("move it and " + directory.resolve("orders.begun"));
        assertThat(path).hasContent(text);
    }

    @Test
    void refusesEveryChangedByteAndEveryShorterFile() throws IOException {
        save();
        byte[] whole = Files.readAllBytes(directory.resolve("orders.json"));
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 1;
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .as("byte %d", i)
                    .isThrownBy(() -> CheckpointFormat.read(changed));
            byte[] shorter = Arrays.copyOf(whole, i);
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .as("%d bytes", i)
                    .isThrownBy(() -> CheckpointFormat.read(shorter));
        }
    }

    @Test
    void readsVersionOneAndWhatWasEditedByHand() throws IOException {
        save();
        Path path = directory.resolve("orders.json");
        String edited = Files.readString(path).replaceAll(",\"crc32\":\"[0-9a-f]{8}\"", "");
        Files.writeString(path, edited);
        assertThat(CheckpointFile.read(directory, "orders")).contains(CHECKPOINT);
        Files.writeString(path, edited.replace("\"version\":2", "\"version\":1").replaceAll("\"last\":\\{[^}]*},", ""));
        Checkpoint.Entry entry = CHECKPOINT.sources().get(0);
        assertThat(CheckpointFile.read(directory, "orders").orElseThrow().sources())
                .containsExactly(new Checkpoint.Entry(
                        entry.source(),
                        entry.file(),
                        entry.path(),
                        entry.fingerprint(),
                        entry.offset(),
                        null,
                        entry.seenAtMillis()));
    }

    @Test
    void doesNotTakeAMissingCheckpointForAFirstStart() throws IOException {
        save();
        Files.delete(directory.resolve("orders.json"));
        refuses("is missing, though " + directory.resolve("orders.begun"));

        Files.delete(directory.resolve("orders.begun"));
        assertThat(CheckpointFile.read(directory, "orders")).isEmpty();
    }

    @Test
    void remembersACheckpointThatAnEarlierReleaseLeft() throws IOException {
        save();
        Files.delete(directory.resolve("orders.begun"));
        save();
        assertThat(directory.resolve("orders.begun")).exists();
    }

    @Test
    void takesACrashBeforeTheFirstSaveForAFirstStart() throws IOException {
        new CheckpointFile(directory, "orders").close();
        assertThat(CheckpointFile.read(directory, "orders")).isEmpty();
    }

    @Test
    void endsAStartBeforeAnythingIsTailed() throws IOException {
        save();
        CheckpointDirectory.check(directory, List.of("customers", "orders"));
        Files.writeString(directory.resolve("orders.json"), "{");
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> CheckpointDirectory.check(directory, List.of("customers", "orders")))
                .withMessageContaining("orders.json is damaged");
    }

    @Test
    void makesTheDirectoryOfAFirstStartAndNamesThePropertyIfItCannot() throws IOException {
        Path made = directory.resolve("made/for/it");
        CheckpointDirectory.check(made, List.of("orders"));
        assertThat(made).isDirectory();

        Path inTheWay = Files.createFile(directory.resolve("file"));
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> CheckpointDirectory.check(inTheWay.resolve("below"), List.of("orders")))
                .withMessageContaining("Property tail.checkpoint is '" + inTheWay.resolve("below"));
    }

    private void refuses(String message) throws IOException {
        try (CheckpointFile file = new CheckpointFile(directory, "orders")) {
            assertThatExceptionOfType(CheckpointException.class)
                    .isThrownBy(file::load)
                    .withMessageContaining(directory.resolve("orders.json").toString())
                    .withMessageContaining("Put the file back")
                    .withMessageContaining(message);
        }
    }

    private void save() throws IOException {
        try (CheckpointFile file = new CheckpointFile(directory, "orders")) {
            file.save(CHECKPOINT);
        }
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
