package routes.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @Test
    void tellsOperandsFromOptionsWhereverTheyStand() {
        Options options = Options.parse(List.of("--json", "one", "--status", "held", "two"), Set.of("--status"));

        assertThat(options.operands()).containsExactly("one", "two");
        assertThat(options.value("--status")).contains("held");
        assertThat(options.value("--feed")).isEmpty();
        assertThat(options.isJson()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--status | --status needs a value behind it",
                "--status held --status held | --status stands there twice",
                "--lost | there is no option --lost here"
            })
    void namesWhatItDoesNotUnderstand(String line, String message) {
        assertThatThrownBy(() -> Options.parse(List.of(line.split(" ")), Set.of("--status")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
