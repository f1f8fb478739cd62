package routes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
    private final List<String> taken = new ArrayList<>();
    private final JsonBody body = new JsonBody(Optional.of("id"));

    @Test
    void takesOneObjectOverSeveralLines() throws Exception {
        read("\n {\"a\":\n1}\n", false);

        assertThat(taken).containsExactly("0 null {\"a\":\n1}");
    }

    @Test
    void takesEachObjectOfAnArray() throws Exception {
        read(
                "[{\"id\":\"x\"}, {\"id\":7.50,\"b\":[{}]} ,{\"b\":{\"id\":\"inner\"}},{\"id\":null},{\"id\":{\"a\":[]}},{}]",
                false);

        assertThat(taken)
                .containsExactly(
                        "0 x {\"id\":\"x\"}",
                        "1 7.50 {\"id\":7.50,\"b\":[{}]}",
                        "2 null {\"b\":{\"id\":\"inner\"}}",
                        "3 null {\"id\":null}",
                        "4 null {\"id\":{\"a\":[]}}",
                        "5 null {}");
    }

    @Test
    void takesAnObjectALineAndCountsBlankLines() throws Exception {
        read("\n{\"id\":\"a\"}\r\n\n  \n{\"id\":\"b\\n\"}", true);

        assertThat(taken).containsExactly("1 a {\"id\":\"a\"}", "4 b\n {\"id\":\"b\\n\"}");
    }

    @Test
    void keepsMultiByteTextInItsPlace() throws Exception {
        read("{\"é\":\"日本\"}\n{\"id\":\"😀\"}\n", true);

        assertThat(taken).containsExactly("0 null {\"é\":\"日本\"}", "1 😀 {\"id\":\"😀\"}");
    }

    @Test
    void findsEventsThroughoutALongBody() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            lines.append("{\"id\":\"")
                    .append(i)
                    .append("\",\"text\":\"ü")
                    .append("x".repeat(i % 50))
                    .append("\"}\n");
        }
        read(lines.toString(), true);

        assertThat(taken).hasSize(5_000);
        assertThat(taken.get(4_999)).startsWith("4999 4999 {\"id\":\"4999\"").endsWith("\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1                     | 0 | no JSON object",
                "[{},[]]               | 1 | no JSON object",
                "[{},null]             | 1 | no JSON object",
                "[{},{]                | 1 | not JSON",
                "[{}                   | 1 | not JSON",
                "{\"a\":1}{\"b\":2}    | 0 | something after it",
                "[{}] x                | 1 | not JSON",
                "{\"a\":1,\"a\":2}     | 0 | Duplicate",
                "{\"a\":01}            | 0 | not JSON",
                "{\"a\":NaN}           | 0 | not JSON",
                "{'a':1}               | 0 | not JSON",
                "[{},{\"a\":tru}]      | 1 | not JSON",
            })
    void saysWhichEventOfABodyIsWrong(String text, int index, String reason) {
        RefusedException refused = refused(text, false);

        assertThat(refused.problem().status()).isEqualTo(400);
        assertThat(refused.problem().index()).contains(index);
        assertThat(refused.problem().detail()).contains(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}~{\"a\":1}{\"b\":2}~  | 1 | second value",
                "{}~{\"a\":~1}~          | 1 | goes on in the next line",
                "{}~{\"a\":1~{\"b\":2}   | 1 | not JSON",
                "{}~~[{}]                | 2 | no JSON object",
                "{}~~{} x                | 2 | not JSON",
                "{}~~x                   | 2 | not JSON",
            })
    void saysWhichLineIsWrong(String text, int index, String reason) {
        RefusedException refused = refused(text.replace('~', '\n'), true);

        assertThat(refused.problem().index()).contains(index);
        assertThat(refused.problem().detail()).contains(reason);
    }

    @Test
    void refusesWhatIsTooDeepLongOrNamedTooLong() {
        assertThat(refused("{\"a\":".repeat(100_000), false).problem().detail()).contains("depth");
        assertThat(refused("[".repeat(100_000), false).problem().status()).isEqualTo(400);
        assertThat(refused("{\"a\":" + "9".repeat(2_000) + "}", false).problem().detail())
                .contains("length");
        assertThat(refused("{\"" + "n".repeat(2_000) + "\":1}", false).problem().detail())
                .contains("length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "[]"})
    void takesNothingOfAnEmptyBody(String text) throws Exception {
        read(text, false);

        assertThat(taken).isEmpty();
    }

    @Test
    void doesNotTakeZerosForAnotherCharacterSet() {
        assertThat(refused("\0{\0}", false).problem().status()).isEqualTo(400);
    }

    @Test
    void makesForeignTextInReasonsPrintable() {
        assertThat(refused("[\u202etrue]", false).problem().detail()).doesNotContain("\u202e");
    }

    private void read(String text, boolean isLines) throws RefusedException {
        body.read(
                text.getBytes(StandardCharsets.UTF_8),
                isLines,
                (index, bytes, from, to, partition) -> taken.add(
                        index + " " + partition + " " + new String(bytes, from, to - from, StandardCharsets.UTF_8)));
    }

    private RefusedException refused(String text, boolean isLines) {
        return catchThrowableOfType(RefusedException.class, () -> read(text, isLines));
    }
}
