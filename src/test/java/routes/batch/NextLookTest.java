package routes.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NextLookTest {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Clock clock = Clock.systemUTC();
    private final List<Instant> looks = new CopyOnWriteArrayList<>();
    private final NextLook next = new NextLook(() -> looks.add(clock.instant()), PAUSE, clock);

    @AfterEach
    void close() {
        next.close();
    }

    @Test
    void looksAtOnceTheFirstTime() {
        try (NextLook seldom = new NextLook(() -> looks.add(clock.instant()), Duration.ofHours(1), clock)) {
            seldom.soon();
            awaitLooks(1);
        }
    }

    @Test
    void makesFewLooksOfManyWishes() {
        Instant begun = clock.instant();
        next.soon();
        awaitLooks(1);
        for (int i = 0; i < 10_000; i++) {
            next.soon();
        }
        awaitLooks(2);
        Instant end = clock.instant().plus(PAUSE.multipliedBy(2));
        Awaitility.await().until(() -> clock.instant().isAfter(end));
        assertThat((long) looks.size())
                .isLessThanOrEqualTo(2 + Duration.between(begun, end).dividedBy(PAUSE));
        assertThat(Duration.between(looks.get(0), looks.get(1))).isGreaterThanOrEqualTo(PAUSE.minusMillis(1));
    }

    @Test
    void neverDropsAWishThatComesAfterALook() {
        for (int i = 1; i <= 3; i++) {
            next.soon();
            awaitLooks(i);
        }
    }

    @Test
    void looksWhenItIsDue() {
        Instant due = clock.instant().plusMillis(300);
        next.at(due);
        awaitLooks(1);
        assertThat(looks.get(0)).isBetween(due.minusMillis(1), due.plusSeconds(60));
    }

    @Test
    void looksAtTheEarlierOfTwoTimes() {
        Instant due = clock.instant().plusMillis(300);
        next.at(clock.instant().plus(Duration.ofHours(1)));
        next.at(due);
        next.at(due.plus(Duration.ofHours(2)));
        awaitLooks(1);
        assertThat(looks.get(0)).isBefore(due.plusSeconds(60));
    }

    @Test
    void goesOnAfterALookThatFailed() {
        List<Instant> tries = new CopyOnWriteArrayList<>();
        try (NextLook failing = new NextLook(
                () -> {
                    tries.add(clock.instant());
                    throw new IllegalStateException("on purpose");
                },
                PAUSE,
                clock)) {
            failing.soon();
            Awaitility.await().until(() -> tries.size() == 1);
            failing.soon();
            Awaitility.await().until(() -> tries.size() == 2);
        }
    }

    private void awaitLooks(int number) {
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> looks.size() >= number);
    }
}
