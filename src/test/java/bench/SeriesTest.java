package bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {
    @Test
    void takesTheMiddleOne() {
        assertThat(Series.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Series(2, 1, 3));
    }

    @Test
    void takesTheMeanOfTheMiddleTwo() {
        assertThat(Series.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(new Series(3, 1, 9));
    }

    @Test
    void readsAsMedianAndSpread() {
        assertThat(new Series(1.234, 1, 10)).hasToString("1.23 (1.00 to 10.00)");
    }
}
