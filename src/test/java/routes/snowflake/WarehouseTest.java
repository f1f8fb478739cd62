package routes.snowflake;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.settings.SettingsException;
import routes.settings.SnowflakeSettings;

class WarehouseTest {
    @TempDir
    private Path directory;

    @Test
    void namesThePropertyWhoseKeyFileIsNotThere() {
        Path key = directory.resolve("none.p8");

        assertThatThrownBy(() -> Warehouse.open(settings(key)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("snowflake.private-key-file")
                .hasMessageContaining(key.toString());
    }

    @Test
    void namesThePropertyWhoseFileHoldsNoKey() throws IOException {
        Path key = Files.writeString(directory.resolve("junk.p8"), "junk");

        assertThatThrownBy(() -> Warehouse.open(settings(key)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("snowflake.private-key-file")
                .hasMessageContaining("PKCS #8");
    }

    private static SnowflakeSettings settings(Path key) {
        return new SnowflakeSettings(
                "jdbc:snowflake://127.0.0.1:1/",
                "local",
                Optional.of(key),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "SNOWLINE",
                Duration.ofMinutes(1),
                Duration.ofMinutes(1));
    }
}
