package routes.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds the shipped properties against the classes that read them. */
class ApplicationPropertiesTest {
    /** A key, set or commented out. */
    private static final Pattern KEY = Pattern.compile("#?([a-z][A-Za-z0-9.\\[\\]-]*) =.*");

    private static final Pattern COMMENT = Pattern.compile("# [^-].{10,}");

    private final Map<String, String> lineAbove = new LinkedHashMap<>();

    @BeforeEach
    void read() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/main/resources/application.properties"));
        for (int i = 0; i < lines.size(); i++) {
            Matcher key = KEY.matcher(lines.get(i));
            if (key.matches()) {
                assertThat(lineAbove.put(key.group(1), i == 0 ? "" : lines.get(i - 1)))
                        .as("a second %s", key.group(1))
                        .isNull();
            }
        }
    }

    @Test
    void holdsEveryKnownKeyAndNoOther() {
        // What a feed can set is told of once, with whichever feed it serves.
        assertThat(lineAbove.keySet().stream()
                        .filter(key -> !key.startsWith("camel."))
                        .map(key -> key.replaceFirst("^feed\\.[a-z]+\\.", "feed.any.")))
                .containsOnlyOnceElementsOf(Settings.known(List.of()))
                .isSubsetOf(Settings.known(List.of("any")))
                .containsAll(Settings.known(List.of("any")));
    }

    @Test
    void explainsEveryKeyInALineOfItsOwn() {
        assertThat(lineAbove).isNotEmpty().allSatisfy((key, above) -> assertThat(above)
                .as("the line above %s", key)
                .matches(COMMENT));
    }

    @Test
    void isReadableAsItStands() {
        assertThat(lineAbove.keySet()).containsAll(InMemoryProperties.shipped().keySet());
    }

    @Test
    void setsNoSecret() {
        assertThat(InMemoryProperties.shipped().keySet())
                .noneMatch(key -> key.contains("password") || key.contains("passphrase") || key.contains("key-file"));
    }
}
