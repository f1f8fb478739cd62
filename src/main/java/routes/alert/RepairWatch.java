package routes.alert;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.batch.BatchId;
import routes.batch.FinishedBatches;
import routes.deadletter.DeadLetters;

/**
 * Ends alerts about what a person has put right, in whatever process: dead letters that are there no more, and batches that are
 * held no more. Asks S3 alone, since a look at the warehouse could wake it; while S3 does not answer, alerts stay as they
 * are. Used by one thread.
 */
public final class RepairWatch implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(RepairWatch.class);

    private final OpenAlerts alerts;
    private final DeadLetterAlerts letters;
    private final DeadLetters kept;
    private final FinishedBatches finished;

    public RepairWatch(OpenAlerts alerts, DeadLetterAlerts letters, DeadLetters kept, FinishedBatches finished) {
        this.alerts = alerts;
        this.letters = letters;
        this.kept = kept;
        this.finished = finished;
    }

    @Override
    public void run() {
        try {
            alerts.subjects(Condition.BATCH_HELD).stream()
                    .filter(batch -> BatchId.matches(batch) && isReleased(new BatchId(batch)))
                    .forEach(batch -> alerts.end(Condition.BATCH_HELD, batch));
            letters.endWithout(kept::isKept);
        } catch (RuntimeException e) {
            LOG.debug("Cannot look for repairs", e);
        }
    }

    /** As its finished manifest has it, which every replay amends. */
    private boolean isReleased(BatchId batch) {
        return finished.read(batch).filter(done -> !done.counts().isHeld()).isPresent();
    }
}
