package routes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import routes.batch.BatchCounts;

class BatchMetersTest {
    private static final BatchCounts LOADED = new BatchCounts("loaded", 3, 2, 0, 0, 1, 100, 90, 10, 80, 5, 3, 2, 0, 7);
    private static final BatchCounts HELD = new BatchCounts("held", 1, 1, 0, 0, 0, 50, 20, 30, 0, 0, 0, 0, 20, 0);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final BatchMeters meters = new BatchMeters(registry);

    @Test
    void showsEveryCounterBeforeTheFirstBatch() {
        assertThat(registry.scrape().lines().filter(line -> !line.startsWith("#")))
                .containsExactlyInAnyOrder(
                        "snowline_batches_total{status=\"held\"} 0.0",
                        "snowline_batches_total{status=\"loaded\"} 0.0",
                        "snowline_objects_missing_total 0.0",
                        "snowline_rows_accepted_total 0.0",
                        "snowline_rows_extra_total 0.0",
                        "snowline_rows_held_total 0.0",
                        "snowline_rows_parsed_total 0.0",
                        "snowline_rows_rejected_total 0.0",
                        "snowline_warehouse_seconds_total 0.0");
    }

    @Test
    void addsUpWhatBecameOfBatches() {
        meters.count(LOADED, Duration.ofMillis(1_500));
        meters.count(LOADED, Duration.ZERO);
        meters.count(HELD, Duration.ofSeconds(2));

        assertThat(registry.scrape().lines().filter(line -> !line.startsWith("#")))
                .containsExactlyInAnyOrder(
                        "snowline_batches_total{status=\"held\"} 1.0",
                        "snowline_batches_total{status=\"loaded\"} 2.0",
                        "snowline_objects_missing_total 2.0",
                        "snowline_rows_accepted_total 200.0",
                        "snowline_rows_extra_total 14.0",
                        "snowline_rows_held_total 20.0",
                        "snowline_rows_parsed_total 250.0",
                        "snowline_rows_rejected_total 50.0",
                        "snowline_warehouse_seconds_total 3.5");
    }
}
