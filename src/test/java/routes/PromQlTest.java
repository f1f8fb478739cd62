package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromQlTest {
    @Test
    void findsMetricsAndTheLabelsThatTheyAreSelectedBy() {
        PromQl found = PromQl.parse("sum by (pipeline, feed) (rate(rows_total{feed=~\"$feed\",kind!='x{y}'}[5m]))"
                + " / on(pipeline) group_left(job) max without (instance) (up offset 5m) > bool 0.5");
        assertThat(found.metrics()).isEqualTo(Map.of("rows_total", Set.of("feed", "kind"), "up", Set.of()));
        assertThat(found.labels()).containsExactlyInAnyOrder("pipeline", "feed", "job", "instance");
    }

    @Test
    void takesNoFunctionTextOrNumberForAMetric() {
        PromQl found = PromQl.parse("""
                histogram_quantile(0.95, sum by (le) (increase(took_seconds_bucket[$__rate_interval])))
                  or label_replace(vector(1e3), "a", "b", "c", "rows_total") # not_this
                  unless sum(idle) by (job) == Inf""");
        assertThat(found.metrics()).containsOnlyKeys("took_seconds_bucket", "idle");
        assertThat(found.labels()).containsExactlyInAnyOrder("le", "job");
    }

    @Test
    void refusesWhatItCannotRead() {
        assertThatIllegalArgumentException().isThrownBy(() -> PromQl.parse("sum(rows_total) ~ 1"));
        assertThatIllegalArgumentException().isThrownBy(() -> PromQl.parse("{job=\"x\"}"));
    }
}
