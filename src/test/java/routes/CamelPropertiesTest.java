package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.settings.SettingsException;

class CamelPropertiesTest {
    private static final String KEY = "feed.orders.multi-line-start-pattern";

    @TempDir
    Path directory;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final CamelProperties properties = new CamelProperties(camel);

    @AfterEach
    void stop() {
        System.clearProperty(KEY);
        camel.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"^\\d", "^E\\d", "\\d", "^\\S", "x\\.", "^\\d{4}-\\d\\d", "a\\\\"})
    void keepsTheBackslashesOfARegularExpression(String pattern) throws IOException {
        file("file");
        assertThat(properties.value(KEY)).contains("file");

        file(pattern);
        assertThat(properties.value(KEY)).contains(pattern);

        file("another\\.");
        override(pattern);
        assertThat(properties.value(KEY)).contains(pattern);

        override("another\\.");
        System.setProperty(KEY, pattern);
        assertThat(properties.value(KEY)).contains(pattern);
    }

    @Test
    void takesAValueWithoutBackslashBeforeOneWithIt() throws IOException {
        file("^\\d");
        override("override");
        assertThat(properties.value(KEY)).contains("override");

        override("^\\d");
        System.setProperty(KEY, "system");
        assertThat(properties.value(KEY)).contains("system");
    }

    @Test
    void putsInThePropertiesThatAValueNames() throws IOException {
        file("{{pipeline}}-x");
        assertThat(properties.value(KEY)).contains("main-x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local-secret{{", "local-secret{{x}}", "{{local-secret"})
    void keepsAValueWithBracesOutOfItsMessage(String secret) throws IOException {
        override(secret);

        assertThatThrownBy(() -> properties.value(KEY))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("Property " + KEY + " holds {{")
                .hasNoCause()
                .message()
                .doesNotContain("local-secret");
    }

    private void file(String pattern) throws IOException {
        Properties values = new Properties();
        values.setProperty(KEY, pattern);
        values.setProperty("pipeline", "main");
        Path file = Files.createTempFile(directory, "application", ".properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            values.store(out, null);
        }
        camel.getPropertiesComponent().setLocation("file:" + file);
    }

    private void override(String value) {
        Properties values = new Properties();
        values.setProperty(KEY, value);
        camel.getPropertiesComponent().setOverrideProperties(values);
    }
}
