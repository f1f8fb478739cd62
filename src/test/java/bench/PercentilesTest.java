package bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {
    @Test
    void takesTheLeastValueThatSoManyDoNotExceed() {
        List<Double> values =
                IntStream.rangeClosed(1, 200).mapToObj(i -> (double) (201 - i)).toList();
        assertThat(Percentiles.of(values)).isEqualTo(new Percentiles(200, 100, 198, 200));
    }

    @Test
    void tellsOfASingleValue() {
        assertThat(Percentiles.of(List.of(7.0))).isEqualTo(new Percentiles(1, 7, 7, 7));
    }
}
