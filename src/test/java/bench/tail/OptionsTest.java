package bench.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void measuresEverythingByDefault() {
        Options options = Options.parse("");
        assertThat(options.lines()).isEqualTo(10_000_000);
        assertThat(options.parts()).containsExactlyInAnyOrderElementsOf(Options.PARTS);
    }

    @Test
    void takesWhatIsNamed() {
        Options options = Options.parse("lines=1000 parts=drain,csv");
        assertThat(options.lines()).isEqualTo(1_000);
        assertThat(options.has("csv")).isTrue();
        assertThat(options.has("idle")).isFalse();
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("line=1"))
                .withMessageContaining("line=1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("parts=all"))
                .withMessageContaining("all");
    }
}
