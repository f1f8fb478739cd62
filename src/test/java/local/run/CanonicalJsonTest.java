package local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

    @Test
    void writesEqualValuesAlike() {
        assertThat(CanonicalJson.of("{\"b\": [1.50, 1e2, -0.0], \"a\": {\"d\":null,\"c\":\"\\u62B9\\/\"}}"))
                .isEqualTo(CanonicalJson.of("{\"a\":{\"c\":\"抹/\",\"d\":null},\"b\":[1.5,100,0]}"));
    }

    @Test
    void tellsDifferentValuesApart() {
        List<String> values = List.of("{}", "[]", "null", "\"\"", "0", "false", "{\"a\":null}", "[null]", "\"0\"", "1");

        assertThat(values).extracting(CanonicalJson::of).doesNotHaveDuplicates();
        assertThat(CanonicalJson.of("12345678901234567890.1")).isNotEqualTo(CanonicalJson.of("12345678901234567890.2"));
    }

    @Test
    void leavesOutTheNullsAtTheEndOfAnArrayAlone() {
        assertThat(CanonicalJson.withoutTrailingNulls("[null, \"\", null, null]"))
                .isEqualTo("[null,\"\"]");
        assertThat(CanonicalJson.withoutTrailingNulls("{\"a\":[null]}")).isEqualTo("{\"a\":[null]}");
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThatThrownBy(() -> CanonicalJson.of("{a")).hasMessageContaining("no JSON: {a");
    }
}
