package routes.batch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** When raw is trimmed: at the first batch of a process, then at most once an hour. Owned by the thread of the turns. */
public final class Trimming {
    private static final Duration PAUSE = Duration.ofHours(1);

    private final Duration retention;
    private final Duration pause;
    private final Clock clock;
    private Instant after = Instant.EPOCH;

    /**
     * Creates it.
     *
     * @param retention how long raw keeps rows; if it is shorter than the pause, raw is trimmed that often
     */
    public Trimming(Duration retention, Clock clock) {
        this.retention = retention;
        this.pause = retention.compareTo(PAUSE) < 0 ? retention : PAUSE;
        this.clock = clock;
    }

    public boolean isDue() {
        return !clock.instant().isBefore(after);
    }

    public void done() {
        after = clock.instant().plus(pause);
    }

    public long retentionMillis() {
        return retention.toMillis();
    }
}
