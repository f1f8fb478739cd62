package bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import bench.pipeline.Sustained.Sample;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SustainedTest {
    @Test
    void countsFromOneBatchToAnotherWhateverWaitsBehindThem() {
        assertThat(Sustained.keptUp(samples(100, 100, 400, 400, 1_000, 1_000, 1_000)))
                .isEqualTo(300.0);
    }

    @Test
    void hasNoRateOfASingleBatch() {
        assertThat(Sustained.keptUp(samples(0, 0, 400, 400))).isNaN();
    }

    /** What was visible at each second. */
    private static List<Sample> samples(long... visible) {
        return IntStream.range(0, visible.length)
                .mapToObj(second -> new Sample(second, 10_000, visible[second], 0, 0))
                .toList();
    }
}
