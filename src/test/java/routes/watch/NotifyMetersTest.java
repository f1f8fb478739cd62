package routes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import routes.CapturedLog;
import routes.delivery.SetClock;
import routes.notify.Notice;
import routes.notify.Notice.Kind;

class NotifyMetersTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final SetClock clock = new SetClock();
    private final NotifyMeters meters = new NotifyMeters(registry, () -> 1.5, clock);

    @Test
    void countsMessagesByWhatTheySay() {
        meters.count(new Notice(Kind.LANDED, ""));
        meters.count(new Notice(Kind.LANDED, ""));
        meters.count(new Notice(Kind.TEST, ""));

        assertThat(registry.scrape().lines().filter(line -> !line.startsWith("#")))
                .containsExactlyInAnyOrder(
                        "snowline_notify_messages_total{kind=\"landed\"} 2.0",
                        "snowline_notify_messages_total{kind=\"malformed\"} 0.0",
                        "snowline_notify_messages_total{kind=\"other\"} 0.0",
                        "snowline_notify_messages_total{kind=\"test\"} 1.0",
                        "snowline_notify_away_seconds 1.5");
    }

    @Test
    void tellsOfOddMessagesOnceAMinute() {
        try (CapturedLog log = CapturedLog.of(NotifyMeters.class)) {
            for (int i = 0; i < 1_000; i++) {
                meters.count(new Notice(Kind.MALFORMED, "no " + i));
            }
            assertThat(log.lines())
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("WARN 1 messages")
                    .endsWith("no 0");
            clock.advance(Duration.ofMinutes(1));
            meters.count(new Notice(Kind.OTHER, "key x"));
            assertThat(log.lines())
                    .hasSize(2)
                    .last()
                    .asString()
                    .startsWith("WARN 1000 messages")
                    .endsWith("key x");
        }
    }
}
