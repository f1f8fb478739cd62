package routes.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StageTimesTest {
    @Test
    void addsTheTimesOfEachStageInTheirOrder() {
        AtomicLong now = new AtomicLong(5_000_000_000L);
        StageTimes times = new StageTimes(now::get);

        now.addAndGet(120_000_000L);
        times.mark("claim");
        now.addAndGet(1_300_000_000L);
        times.mark("load");
        now.addAndGet(30_000_000L);
        times.mark("claim");

        assertThat(times).hasToString("claim 0.15 s, load 1.30 s");
    }
}
