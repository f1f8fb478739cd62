package routes.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
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
 * Follows the turns of a loader: which batch it has in hand and since when, and how turns failed. Knows only what this
 * process has seen; a batch that an earlier process began counts from the first turn of this one. Thread-safe: the route
 * {@code batch} tells, meters and health ask.
 */
public final class Turns {
    private final BooleanSupplier leads;
    private final Clock clock;
    private final Map<Kind, Counter> failures = new EnumMap<>(Kind.class);
    private BatchInHand inHand;
    private Finished lastFinished;
    private Instant failingSince;
    private Failed last;

    /** Takes where the meters go, whether this loader leads, and the time by which batches take long. */
    public Turns(MeterRegistry registry, BooleanSupplier leads, Clock clock) {
        this.leads = leads;
        this.clock = clock;
        for (Kind kind : Kind.values()) {
            failures.put(
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
     * @param failure why
     * @param at when
     */
    public record Failed(Failure failure, Instant at) {}

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

    /** Takes note of a failed turn. */
    public synchronized void failed(Failure failure) {
        failures.get(failure.kind()).increment();
        last = new Failed(failure, clock.instant());
        failingSince = failingSince == null ? last.at() : failingSince;
    }

    /** Takes note that the batch in hand is in the archive. */
    public synchronized void finished(BatchCounts counts) {
        lastFinished = new Finished(inHand.batch(), clock.instant(), counts);
        inHand = null;
        failingSince = null;
        last = null;
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
        return Optional.ofNullable(last);
    }

    private double seconds() {
        return inHand().map(batch -> Duration.between(batch.since(), clock.instant()))
                .map(age -> age.toMillis() / (double) TimeUnit.SECONDS.toMillis(1))
                .orElse(0.0);
    }
}
