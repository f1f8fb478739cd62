package routes.watch;

import java.util.Map;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import routes.batch.BatchCounts;
import routes.operate.Turns;

/**
 * What a loader has done with its batches since it started, for JMX. Asks neither S3 nor the warehouse. What there is not is
 * empty. Thread-safe.
 */
@ManagedResource(description = "The batches of this loader since it started")
public final class ManagedBatches {
    private final Turns turns;
    private final BatchMeters meters;

    /** Takes who follows the turns, and who counts the batches. */
    public ManagedBatches(Turns turns, BatchMeters meters) {
        this.turns = turns;
        this.meters = meters;
    }

    @ManagedAttribute(description = "The batch that is not finished yet")
    public String getInHand() {
        return turns.inHand().map(batch -> batch.batch().value()).orElse("");
    }

    @ManagedAttribute(description = "When the first turn that worked on it began")
    public String getInHandSince() {
        return turns.inHand().map(batch -> batch.since().toString()).orElse("");
    }

    @ManagedAttribute(description = "The batch that was finished last")
    public String getLast() {
        return turns.lastFinished().map(batch -> batch.batch().value()).orElse("");
    }

    @ManagedAttribute(description = "When it was in the archive")
    public String getLastAt() {
        return turns.lastFinished().map(batch -> batch.at().toString()).orElse("");
    }

    @ManagedAttribute(description = "What became of its objects and rows, as control.batches has it")
    public Map<String, Object> getLastCounts() {
        return turns.lastFinished().map(batch -> Json.map(batch.counts())).orElse(Map.of());
    }

    @ManagedAttribute(description = "Batches that were loaded into the marts")
    public long getLoaded() {
        return meters.finished(BatchMeters.LOADED);
    }

    @ManagedAttribute(description = "Batches that were held; they may have been released since")
    public long getHeld() {
        return meters.finished(BatchCounts.HELD);
    }

    @ManagedAttribute(description = "Since when every turn has failed")
    public String getFailingSince() {
        return turns.failingSince().map(Object::toString).orElse("");
    }

    @ManagedAttribute(description = "How the last of them failed")
    public String getLastFailure() {
        return turns.lastFailure().map(Turns.Failed::toString).orElse("");
    }
}
