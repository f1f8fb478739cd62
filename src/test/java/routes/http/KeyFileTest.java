package routes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.settings.SettingsException;

class KeyFileTest {
    private final NewKey old = NewKey.of("shop", new SecureRandom());
    private final NewKey next = NewKey.of("shop", new SecureRandom());

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("keys");
        Files.writeString(file, old.line() + "\n");
    }

    @Test
    void readsAChangedFile() throws IOException {
        KeyFile keys = new KeyFile(file);
        Files.writeString(file, next.line() + "\n");

        keys.run();

        assertThat(keys.keys().find(old.key())).isEmpty();
        assertThat(keys.keys().find(next.key())).isPresent();
        assertThat(keys.isBroken()).isFalse();
    }

    @Test
    void keepsTheKeysWhileTheFileCannotBeUsed() throws IOException {
        KeyFile keys = new KeyFile(file);
        Files.writeString(file, "half a li");
        keys.run();
        assertThat(keys.isBroken()).isTrue();
        Files.delete(file);
        keys.run();

        assertThat(keys.keys().find(old.key())).isPresent();
        assertThat(keys.isBroken()).isTrue();

        Files.writeString(file, next.line());
        keys.run();
        assertThat(keys.isBroken()).isFalse();
        assertThat(keys.keys().find(old.key())).isEmpty();
    }

    @Test
    void refusesToStartWithAFileOfNoUse() throws IOException {
        assertThatThrownBy(() -> new KeyFile(directory.resolve("none")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("ingest.keys-file")
                .hasMessageContaining("no such file");
        Files.write(file, new byte[] {(byte) 0xFF});
        assertThatThrownBy(() -> new KeyFile(file)).hasMessageContaining("UTF-8");
    }

    @Test
    void refusesAFileThatOthersMayWriteTo() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));

        assertThatThrownBy(() -> new KeyFile(file))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("chmod go-w");
    }
}
