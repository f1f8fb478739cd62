package routes.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import routes.settings.ByteSize;
import routes.settings.ClaimSettings;

class WaitingTest {
    private static final ClaimSettings SETTINGS =
            new ClaimSettings(Duration.ofSeconds(1), Duration.ofMinutes(5), new ByteSize(100), 3);

    private static StoredObject object(String key, long size) {
        return new StoredObject(key, "etag", size, Batches.NOON);
    }

    private static boolean isDue(Waiting waiting, Duration after) {
        return waiting.isDue(SETTINGS, Batches.NOON.plus(after));
    }

    @Test
    void isNeverDueWithoutObjects() {
        Waiting nothing = new Waiting(Map.of("a", List.of()));

        assertThat(isDue(nothing, Duration.ofDays(1_000))).isFalse();
        assertThat(nothing.age(Batches.NOON)).isZero();
        assertThat(nothing.objects()).isZero();
        assertThat(nothing.bytes()).isZero();
    }

    @Test
    void isDueOnceTheOldestHasLingered() {
        Waiting waiting = new Waiting(Map.of(
                "a", List.of(object("1", 1)),
                "b", List.of(new StoredObject("2", "etag", 1, Batches.NOON.plusSeconds(60)))));

        assertThat(isDue(waiting, Duration.ofMinutes(5).minusMillis(1))).isFalse();
        assertThat(isDue(waiting, Duration.ofMinutes(5))).isTrue();
        assertThat(waiting.age(Batches.NOON.plusSeconds(90))).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void isDueOnceEnoughBytesWait() {
        assertThat(isDue(new Waiting(Map.of("a", List.of(object("1", 99)))), Duration.ZERO))
                .isFalse();
        assertThat(isDue(
                        new Waiting(Map.of("a", List.of(object("1", 60)), "b", List.of(object("2", 40)))),
                        Duration.ZERO))
                .isTrue();
    }

    @Test
    void isDueOnceThePageOfOneFeedIsFull() {
        List<StoredObject> two = List.of(object("1", 1), object("2", 1));

        assertThat(isDue(new Waiting(Map.of("a", two, "b", two)), Duration.ZERO))
                .isFalse();
        assertThat(isDue(
                        new Waiting(Map.of("a", List.of(object("1", 1), object("2", 1), object("3", 1)))),
                        Duration.ZERO))
                .isTrue();
    }

    @Test
    void waitsOutAClockThatIsBehindThatOfS3() {
        Waiting waiting = new Waiting(Map.of("a", List.of(object("1", 1))));

        assertThat(isDue(waiting, Duration.ofHours(-1))).isFalse();
        assertThat(waiting.age(Batches.NOON.minusSeconds(1))).isZero();
    }
}
