package routes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void goesOnByWhatHasPassedWhateverTheSystemsClockSays() {
        AtomicLong nanos = new AtomicLong(-5);
        SteadyClock clock = new SteadyClock(START, nanos::get);
        assertThat(clock.instant()).isEqualTo(START);
        nanos.addAndGet(1_500_000_000L);
        assertThat(clock.instant()).isEqualTo(START.plusMillis(1_500));
    }

    @Test
    void beginsWithTheSystemsTime() {
        Instant before = Instant.now();
        assertThat(new SteadyClock().instant()).isBetween(before, Instant.now().plusMillis(1));
    }
}
