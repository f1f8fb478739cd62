package routes.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventSchemaTest {
    @TempDir
    private Path directory;

    private EventSchema schema;

    @BeforeEach
    void read() throws Exception {
        Path file = directory.resolve("schema.json");
        Files.writeString(file, """
                {"properties": {"price": {"type": "number", "multipleOf": 0.01}, "tags": {"uniqueItems": true}}}
                """);
        schema = EventSchema.read("events", file.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"price\":1e1000000}",
                "{\"price\":1e-1000000}",
                "{\"price\":1e999999999}",
                "{\"other\":{\"deep\":[1,-2.5E+1001]}}",
            })
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void refusesNumbersWhoseDigitsWouldFillTheMemory(String event) {
        assertThat(problem(event)).get().asString().contains("exponent");
    }

    @Test
    void judgesNumbersByTheSchemaOtherwise() {
        assertThat(problem("{\"price\":1e3}")).isEmpty();
        assertThat(problem("{\"price\":1.005}")).get().asString().contains("price");
    }

    private Optional<String> problem(String event) {
        byte[] text = event.getBytes(StandardCharsets.UTF_8);
        return schema.problem(text, 0, text.length);
    }
}
