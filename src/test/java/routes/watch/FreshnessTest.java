package routes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import routes.CapturedLog;
import routes.delivery.SetClock;

class FreshnessTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SetClock clock = new SetClock();
    private boolean leads = true;
    private final Freshness freshness = new Freshness(registry, List.of("events", "orders"), () -> leads, clock);

    @Test
    void isNotMeasuredBeforeItWasRead() {
        assertThat(freshness.isWanted()).isTrue();
        assertThat(of("orders")).isNaN();
    }

    @Test
    void growsWithTheTimeUntilSomethingNewerIsLoaded() {
        Instant now = clock.instant();
        freshness.read(Map.of("orders", now.minusSeconds(10)));
        assertThat(freshness.isWanted()).isFalse();
        assertThat(of("orders")).isEqualTo(10);
        clock.advance(Duration.ofMinutes(15));
        assertThat(of("orders")).isEqualTo(910);
        freshness.read(Map.of("orders", now.plusSeconds(899)));
        assertThat(of("orders")).isEqualTo(1);
        assertThat(of("events")).as("a feed that never loaded").isNaN();
    }

    @Test
    void isNotMeasuredAfterItCouldNotBeReadAndSaysSoOnce() {
        freshness.read(Map.of("orders", clock.instant()));
        try (CapturedLog log = CapturedLog.of(Freshness.class)) {
            freshness.failed(new IllegalStateException("the warehouse\nis away"));
            freshness.failed(new IllegalStateException("still"));
            assertThat(log.lines()).hasSize(1).allMatch(line -> line.endsWith("the warehouse is away"));
        }
        assertThat(of("orders")).isNaN();
        assertThat(freshness.isWanted()).isTrue();
    }

    @Test
    void isNotMeasuredByATimeToCome() {
        freshness.read(Map.of(
                "orders", clock.instant().plus(Freshness.AHEAD),
                "events", clock.instant().plus(Freshness.AHEAD).plusSeconds(1)));
        assertThat(of("orders")).as("clocks differ a little").isZero();
        assertThat(of("events")).isNaN();
    }

    @Test
    void isReadAgainByALoaderThatLeadsAgain() {
        freshness.read(Map.of("orders", clock.instant()));
        leads = false;
        assertThat(of("orders")).isNaN();
        assertThat(freshness.isWanted()).isFalse();
        leads = true;
        assertThat(of("orders")).isNaN();
        assertThat(freshness.isWanted()).isTrue();
    }

    private double of(String feed) {
        return registry.get("snowline.freshness").tag("feed", feed).timeGauge().value();
    }
}
