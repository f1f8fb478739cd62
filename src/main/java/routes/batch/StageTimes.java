package routes.batch;

import java.time.Duration;
import java.util.Collections;
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

    /** What was marked so far, in this order. */
    public Map<String, Duration> stages() {
        return Collections.unmodifiableMap(stages);
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
