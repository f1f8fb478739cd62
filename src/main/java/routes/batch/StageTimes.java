package routes.batch;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** How long each stage of one turn took. Belongs to one exchange, so to one thread at a time. */
public final class StageTimes {
    private final LongSupplier nanos;
    private final Map<String, Duration> stages = new LinkedHashMap<>();
    private long last;

    StageTimes(LongSupplier nanos) {
        this.nanos = nanos;
        this.last = nanos.getAsLong();
    }

    /** Starts now. */
    public static StageTimes start() {
        return new StageTimes(System::nanoTime);
    }

    /** The time since the last mark was spent in this stage. */
    public void mark(String stage) {
        long now = nanos.getAsLong();
        stages.merge(stage, Duration.ofNanos(now - last), Duration::plus);
        last = now;
    }

    /** How long a stage took; null if this turn had none of that name. */
    public Duration of(String stage) {
        return stages.get(stage);
    }

    /** {@code claim 0.12 s, load 1.30 s}. */
    @Override
    public String toString() {
        return stages.entrySet().stream()
                .map(stage -> String.format(
                        Locale.ROOT,
                        "%s %.2f s",
                        stage.getKey(),
                        stage.getValue().toMillis() / 1e3))
                .collect(Collectors.joining(", "));
    }
}
