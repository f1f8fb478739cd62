package routes.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import routes.CapturedLog;

class EntryStartTest {
    private final EntryStart start = new EntryStart(Pattern.compile("^\\d+.*\\d+.*\\d+.*ERROR"));

    @Test
    void isWhereTheBeginningOfALineMatches() {
        assertThat(isAt("1 2 3 ERROR and more")).isTrue();
        assertThat(isAt(" 1 2 3 ERROR")).isFalse();
        assertThat(isAt("")).isFalse();
    }

    @Test
    @Timeout(60)
    void isNotWhereAPatternGoesBackAndForthWithoutEnd() {
        try (CapturedLog log = CapturedLog.of(EntryStart.class)) {
            assertThat(isAt("1".repeat(EntryStart.LOOKED_AT))).isFalse();
            assertThat(isAt("2".repeat(EntryStart.LOOKED_AT))).isFalse();
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("multi-line-start-pattern ^\\d+.*\\d+.*\\d+.*ERROR ", "leave out .*");
        }
        assertThat(isAt("1 2 3 ERROR")).isTrue();
    }

    private boolean isAt(String line) {
        byte[] data = ("x" + line).getBytes(UTF_8);
        return start.isAt(data, 1, data.length);
    }
}
