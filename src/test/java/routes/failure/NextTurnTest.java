package routes.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import routes.delivery.Backoff;

class NextTurnTest {
    private static final Duration DELAY = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final AdjustableClock clock = new AdjustableClock();
    private final NextTurn next = new NextTurn(new Backoff(DELAY, LIMIT, new Random(1)), clock);

    @Test
    void isDueAtFirst() {
        assertThat(next.isDue()).isTrue();
    }

    @Test
    void isPutOffAfterAFailure() {
        next.failed();

        assertThat(next.isDue()).isFalse();
        clock.advance(DELAY.dividedBy(2).minusMillis(1));
        assertThat(next.isDue()).isFalse();
        clock.advance(DELAY.dividedBy(2).plusMillis(1));
        assertThat(next.isDue()).isTrue();
    }

    @Test
    void isPutOffForLongerAfterEachFailureUpToTheLimit() {
        Duration whole = DELAY;
        for (int failures = 1; failures <= 20; failures++) {
            next.failed();
            clock.advance(whole.dividedBy(2).minusMillis(1));
            assertThat(next.isDue())
                    .as("half of %s after %s failures", whole, failures)
                    .isFalse();
            clock.advance(whole.dividedBy(2).plusMillis(1));
            assertThat(next.isDue()).as("%s after %s failures", whole, failures).isTrue();
            whole = whole.multipliedBy(2).compareTo(LIMIT) > 0 ? LIMIT : whole.multipliedBy(2);
        }
    }

    @Test
    void beginsAnewAfterASuccess() {
        for (int failures = 0; failures < 10; failures++) {
            next.failed();
        }
        next.succeeded();
        assertThat(next.isDue()).isTrue();

        next.failed();
        clock.advance(DELAY);
        assertThat(next.isDue()).isTrue();
    }

    private static final class AdjustableClock extends Clock {
        private Instant now = Instant.parse("2026-11-20T12:00:00Z");

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
