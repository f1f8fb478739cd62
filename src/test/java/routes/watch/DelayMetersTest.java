package routes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import routes.batch.EventDelay;

class DelayMetersTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final DelayMeters meters = new DelayMeters(registry);

    @Test
    void saysThatNothingWasMeasuredUntilAnEventTellsWhenItWasReceived() {
        assertThat(lines()).contains("snowline_events_delay_seconds NaN");
        meters.note(new EventDelay(Optional.empty()));
        assertThat(lines()).contains("snowline_events_delay_seconds NaN");
    }

    @Test
    void showsTheDelayOfTheLatestBatchThatHasOne() {
        meters.note(new EventDelay(Optional.of(Duration.ofSeconds(90))));
        meters.note(new EventDelay(Optional.empty()));
        assertThat(lines()).contains("snowline_events_delay_seconds 90.0");
    }

    @Test
    void countsBatchesThatAreLateByAQuarterOfWhatIsKept() {
        meters.note(new EventDelay(Optional.of(Duration.ofHours(6))));
        meters.note(new EventDelay(Optional.of(Duration.ofHours(6).plusSeconds(1))));
        meters.note(new EventDelay(Optional.of(Duration.ofHours(43))));
        assertThat(lines())
                .contains(
                        "snowline_batches_late_total{keeper=\"firehose\"} 2.0",
                        "snowline_batches_late_total{keeper=\"kinesis\"} 1.0");
    }

    private List<String> lines() {
        return registry.scrape().lines().toList();
    }
}
