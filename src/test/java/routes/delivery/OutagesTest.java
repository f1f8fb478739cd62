package routes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import routes.CapturedLog;

class OutagesTest {
    private final SetClock clock = new SetClock();
    private final Outages outages = new Outages(Service.FIREHOSE, clock);
    private final CapturedLog log = CapturedLog.of(Outages.class);

    @AfterEach
    void endCapture() {
        log.close();
    }

    @Test
    void saysNothingOfAShortOne() {
        outages.failed("orders", "gone.");
        clock.advance(Duration.ofSeconds(1));
        outages.failed("orders", "gone.");
        outages.ended("orders");
        assertThat(log.lines()).isEmpty();
        assertThat(outages.of("orders")).isEmpty();
    }

    @Test
    void warnsOnceAMinuteAndTellsTheEnd() {
        for (int second = 0; second <= 300; second++) {
            outages.failed("orders", "gone.");
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(log.lines()).hasSize(5).allMatch(line -> line.startsWith("WARN"));
        assertThat(log.lines().get(0))
                .contains("stream orders since 2026-11-20T10:00:00Z (3 calls): gone. Nothing is lost");
        assertThat(outages.of("orders"))
                .hasValueSatisfying(outage -> assertThat(outage.calls()).isEqualTo(301));
        outages.ended("orders");
        assertThat(log.lines()).hasSize(6);
        assertThat(log.lines().get(5))
                .isEqualTo("INFO Firehose takes records for stream orders again, after 301 s and 301 calls");
    }

    @Test
    void keepsStreamsApart() {
        outages.failed("orders", "gone.");
        clock.advance(Duration.ofSeconds(5));
        outages.failed("events", "gone.");
        outages.ended("events");
        outages.failed("orders", "still gone.");
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("stream orders since 2026-11-20T10:00:00Z (2 calls)");
    }
}
