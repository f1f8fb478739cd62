package routes.failure;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import routes.batch.BatchId;

/**
 * The latest failures of turns in this process, for people who ask what hinders a batch. Kept in memory: after a restart
 * the next turn meets whatever is still wrong. Thread-safe.
 */
public final class TurnFailures {
    /** Of an outage, hours; of anything else, all there is. */
    private static final int MOST = 50;

    private final Clock clock;
    private final Deque<Met> latest = new ArrayDeque<>();
    private Met stop;
    private boolean isGoing;

    public TurnFailures(Clock clock) {
        this.clock = clock;
    }

    /**
     * One failure.
     *
     * @param batchId the batch in hand; null if there was none yet
     * @param kind what was done about it
     * @param reason what happened, printable
     * @param consequence what follows
     * @param at when
     */
    public record Met(String batchId, Failure.Kind kind, String reason, String consequence, Instant at) {}

    /** Remembers what ended a turn. */
    public synchronized void remember(String batchId, Failure failure) {
        Met met = new Met(
                batchId == null || batchId.isEmpty() ? null : batchId,
                failure.kind(),
                failure.reason(),
                failure.kind().consequence(),
                clock.instant());
        latest.addFirst(met);
        if (latest.size() > MOST) {
            latest.removeLast();
        }
        if (failure.kind() == Failure.Kind.SYSTEMIC) {
            stop = met;
        }
        isGoing = false;
    }

    /** A turn went through: what hindered it before is over. */
    public synchronized void succeeded() {
        isGoing = true;
        stop = null;
    }

    /** Somebody says that the cause of a stop is mended. */
    public synchronized void resumed() {
        stop = null;
    }

    /** The failure for which claiming was stopped, until it is resumed. */
    public synchronized Optional<Met> stop() {
        return Optional.ofNullable(stop);
    }

    /** What hinders a batch: the latest failure of its own, or of turns that did not come as far as a batch. */
    public synchronized Optional<Met> of(BatchId batch) {
        return latest.stream()
                .filter(met -> met.batchId() == null ? !isGoing : met.batchId().equals(batch.value()))
                .findFirst();
    }

    /** All that are remembered, the newest first. */
    public synchronized List<Met> latest() {
        return List.copyOf(latest);
    }
}
