package routes.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnedFileTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("numbers");
        Files.writeString(file, "# some\n\n 1 \n2");
    }

    @Test
    void readsAChangedFile() throws IOException {
        OwnedFile<List<Integer>> numbers = read(file);
        assertThat(numbers.get()).containsExactly(1, 2);
        Files.writeString(file, "3\n");

        numbers.run();

        assertThat(numbers.get()).containsExactly(3);
        assertThat(numbers.complaint()).isEmpty();
    }

    @Test
    void keepsWhatItReadWhileTheFileCannotBeUsedAndSaysWhy() throws IOException {
        OwnedFile<List<Integer>> numbers = read(file);
        Files.writeString(file, "1\nhalf a li");
        numbers.run();
        assertThat(numbers.complaint().orElseThrow())
                .startsWith(file + " has changed and cannot be used, so the [1, 2] read before still hold: line 2: ");
        Files.delete(file);
        numbers.run();

        assertThat(numbers.get()).containsExactly(1, 2);
        assertThat(numbers.complaint().orElseThrow()).endsWith("there is no such file");

        Files.writeString(file, "3");
        numbers.run();
        assertThat(numbers.complaint()).isEmpty();
        assertThat(numbers.get()).containsExactly(3);
    }

    @Test
    void refusesToStartWithAFileOfNoUse() throws IOException {
        assertThatThrownBy(() -> read(directory.resolve("none")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("Property some.file is '" + directory.resolve("none") + "', which cannot be used")
                .hasMessageContaining("no such file");
        Files.write(file, new byte[] {(byte) 0xFF});
        assertThatThrownBy(() -> read(file)).hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> read(directory)).hasMessageContaining("it is no file but a directory");
    }

    @Test
    void refusesAFileThatOthersMayWriteTo() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("chmod go-w");
    }

    private static OwnedFile<List<Integer>> read(Path file) {
        return new OwnedFile<>("some.file", file, text -> OwnedFile.lines(text, Integer::valueOf));
    }
}
