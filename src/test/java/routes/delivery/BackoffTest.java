package routes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), new Random(1));

    @Test
    void waitsNotAtAllBeforeTheFirstTry() {
        assertThat(backoff.millis(0)).isZero();
    }

    @Test
    void doublesUpToItsLimitAndTakesAtLeastHalf() {
        long[] whole = {100, 200, 400, 800, 1600, 3200, 5000, 5000};
        for (int run = 0; run < 100; run++) {
            for (int i = 0; i < whole.length; i++) {
                assertThat(backoff.millis(i + 1)).isBetween(whole[i] / 2, whole[i]);
            }
        }
    }

    @Test
    void staysAtItsLimitHoweverOftenItFails() {
        Backoff days = new Backoff(Duration.ofDays(100), Duration.ofDays(10_000), new Random(1));
        for (int failures : new int[] {31, 32, 33, 63, 64, 65, 1_000_000, Integer.MAX_VALUE}) {
            assertThat(backoff.millis(failures)).isBetween(2_500L, 5_000L);
            assertThat(days.millis(failures))
                    .isBetween(1L, Duration.ofDays(10_000).toMillis());
        }
    }

    @Test
    void differsFromOneSenderToTheNext() {
        assertThat(IntStream.range(0, 50)
                        .mapToLong(i -> backoff.millis(20))
                        .distinct()
                        .count())
                .isGreaterThan(10);
    }

    @Test
    void refusesBoundsThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1), new Random(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), new Random(1)));
    }
}
