package routes.operate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import routes.batch.BatchCounts;
import routes.batch.BatchId;
import routes.batch.Claimed;
import routes.failure.Failure;
import routes.failure.Failure.Kind;

/**
 * Follows the turns of a loader: which batch it has in hand and since when, which one it finished last, and how turns failed.
 * Knows only what this process has seen: a batch that an earlier process began counts from the first turn of this one, and
 * what is still wrong after a restart, the next turn meets. Thread-safe: the routes tell; people, meters and health ask.
 */
public final class Turns {
    /** Failures that are remembered: of an outage, hours; of anything else, all there is. */
    private static final int MOST = 50;

    private final BooleanSupplier leads;
    private final Clock clock;
    private final Map<Kind, Counter> counters = new EnumMap<>(Kind.class);
    private final Deque<Failed> failures = new ArrayDeque<>();
    private BatchInHand inHand;
    private Finished lastFinished;
    private Instant failingSince;
    private Failed stop;

    /** Takes where the meters go, whether this loader leads, and the time by which batches take long. */
    public Turns(MeterRegistry registry, BooleanSupplier leads, Clock clock) {
        this.leads = leads;
        this.clock = clock;
        for (Kind kind : Kind.values()) {
            counters.put(
                    kind,
                    Counter.builder("snowline.turns.failed")
                            .description("Turns that failed, by what followed")
                            .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        TimeGauge.builder("snowline.batch.age", this, TimeUnit.SECONDS, Turns::seconds)
                .description("For how long the batch in hand has been there, its failed turns included; 0 without one")
                .strongReference(true)
                .register(registry);
    }

    /**
     * A batch and since when this loader has it in hand.
     *
     * @param batch the batch
     * @param since when the first turn that worked on it began
     */
    public record BatchInHand(BatchId batch, Instant since) {}

    /**
     * A batch that is in the archive.
     *
     * @param batch the batch
     * @param at when it was
     * @param counts what became of it
     */
    public record Finished(BatchId batch, Instant at, BatchCounts counts) {}

    /**
     * A turn that failed.
     *
     * @param batchId the batch in hand; null if there was none yet
     * @param kind what was done about it
     * @param reason what happened, printable
     * @param consequence what follows
     * @param at when
     */
    public record Failed(String batchId, Kind kind, String reason, String consequence, Instant at) {
        /** What happened and what follows. */
        @Override
        public String toString() {
            return reason + " (" + consequence + ")";
        }
    }

    /**
     * Takes note of what a turn works on.
     *
     * @param claimed null if there is nothing to do
     */
    public synchronized void takes(Claimed claimed) {
        if (claimed == null) {
            inHand = null;
        } else if (inHand == null || !inHand.batch().equals(claimed.id())) {
            inHand = new BatchInHand(claimed.id(), clock.instant());
        }
    }

    /**
     * Takes note of a failed turn.
     *
     * @param batchId the batch it worked on; null or empty if it did not come as far
     */
    public synchronized void failed(String batchId, Failure failure) {
        Kind kind = failure.kind();
        counters.get(kind).increment();
        Failed failed = new Failed(
                batchId == null || batchId.isEmpty() ? null : batchId,
                kind,
                failure.reason(),
                kind.consequence(),
                clock.instant());
        failures.addFirst(failed);
        if (failures.size() > MOST) {
            failures.removeLast();
        }
        failingSince = failingSince == null ? failed.at() : failingSince;
        stop = kind == Kind.SYSTEMIC ? failed : stop;
    }

    /** Takes note that the batch in hand is in the archive: what hindered it before is over. */
    public synchronized void finished(BatchCounts counts) {
        lastFinished = new Finished(inHand.batch(), clock.instant(), counts);
        inHand = null;
        failingSince = null;
        stop = null;
    }

    /** Somebody says that the cause of a stop is mended. */
    public synchronized void resumed() {
        stop = null;
    }

    /** The batch that is not finished yet; empty without one, and while another loader leads. */
    public synchronized Optional<BatchInHand> inHand() {
        return Optional.ofNullable(inHand).filter(batch -> leads.getAsBoolean());
    }

    /** The batch that this process finished last. */
    public synchronized Optional<Finished> lastFinished() {
        return Optional.ofNullable(lastFinished);
    }

    /** Since when turns fail; empty if a batch has been finished since. */
    public synchronized Optional<Instant> failingSince() {
        return Optional.ofNullable(failingSince);
    }

    /** How the last turn failed; empty if a batch has been finished since. */
    public synchronized Optional<Failed> lastFailure() {
        return failingSince == null ? Optional.empty() : Optional.of(failures.getFirst());
    }

    /** The failure for which claiming was stopped, until it is resumed. */
    public synchronized Optional<Failed> stop() {
        return Optional.ofNullable(stop);
    }

    /** What hinders a batch: the latest failure of its own, or of turns that did not come as far as a batch. */
    public synchronized Optional<Failed> hindrance(BatchId batch) {
        return failures.stream()
                .filter(failed -> failed.batchId() == null
                        ? failingSince != null
                        : failed.batchId().equals(batch.value()))
                .findFirst();
    }

    /** All failures that are remembered, the newest first. */
    public synchronized List<Failed> failures() {
        return List.copyOf(failures);
    }

    private double seconds() {
        return inHand().map(batch -> Duration.between(batch.since(), clock.instant()))
                .map(age -> age.toMillis() / (double) TimeUnit.SECONDS.toMillis(1))
                .orElse(0.0);
    }
}
