package routes.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import routes.batch.StageTimes;

/**
 * Shows how long each stage of finished batches took, for {@code /observe/metrics}. A stage that a batch did not go through
 * again, since the warehouse had it already, does not count. Thread-safe.
 */
public final class StageMeters {
    /** What a batch goes through, in this order. */
    static final List<String> STAGES = List.of("claim", "load", "transform", "commit", "archive");

    /** Bounds of what is counted together; an alert asks for one of them. */
    private static final Duration[] BOUNDS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(2),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15)
    };

    private final Map<String, Timer> timers;

    /** Takes where the meters go. */
    public StageMeters(MeterRegistry registry) {
        this.timers = STAGES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), stage -> Timer.builder(
                        "snowline.batch.stage")
                .description("How long the stages of finished batches took")
                .tag("stage", stage)
                .serviceLevelObjectives(BOUNDS)
                .register(registry)));
    }

    /** Takes note of a batch; called once for each, when it is in the archive. */
    public void record(StageTimes times) {
        times.stages().forEach((stage, took) -> timers.get(stage).record(took));
    }
}
