package routes.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import routes.batch.StageTimes;

class StageMetersTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final StageMeters meters = new StageMeters(registry);

    @Test
    void showsEveryStageBeforeTheFirstBatch() {
        assertThat(registry.scrape().lines().filter(line -> line.startsWith("snowline_batch_stage_seconds_count")))
                .hasSize(5)
                .allMatch(line -> line.endsWith(" 0"));
    }

    @Test
    void countsTheStagesThatABatchWentThrough() {
        StageTimes times = StageTimes.start();
        times.mark("claim");
        times.mark("commit");
        times.mark("archive");
        meters.record(times);
        assertThat(registry.scrape().lines())
                .contains(
                        "snowline_batch_stage_seconds_count{stage=\"claim\"} 1",
                        "snowline_batch_stage_seconds_count{stage=\"load\"} 0",
                        "snowline_batch_stage_seconds_bucket{stage=\"archive\",le=\"30.0\"} 1");
    }

    @Test
    void knowsEveryStageThatTheRoutesMark() throws Exception {
        Pattern mark = Pattern.compile("times\\.mark\\('([a-z]+)'\\)");
        try (Stream<Path> files = Files.list(Path.of("src/main/java/routes"))) {
            List<String> marked = files.filter(Files::isRegularFile)
                    .flatMap(file -> mark.matcher(text(file)).results())
                    .map((MatchResult found) -> found.group(1))
                    .toList();
            assertThat(marked).containsExactlyInAnyOrderElementsOf(StageMeters.STAGES);
        }
        StageTimes times = StageTimes.start();
        StageMeters.STAGES.forEach(times::mark);
        assertThatCode(() -> meters.record(times)).doesNotThrowAnyException();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
