package routes.snowflake;

import java.util.List;
import java.util.Map;
import java.util.Set;
import routes.batch.BatchCounts;
import routes.batch.BatchId;
import routes.batch.Origin;

/**
 * A committed batch that is about to be processed again.
 *
 * @param batch which
 * @param run the number of the run to come; the load was run 1
 * @param feeds the feeds it loaded objects of
 * @param isTrimmed whether its rows have left raw
 * @param isHeld whether its rows were kept out of the marts
 */
public record Replay(BatchId batch, long run, Set<String> feeds, boolean isTrimmed, boolean isHeld) {

    /**
     * Reads it.
     *
     * @param rows of {@code replay/find_run}
     * @param declared the feeds that can be processed here
     * @param pipeline the one whose fence is held: it keeps loads of no other pipeline away
     * @throws IllegalArgumentException if the batch was never committed, is of another pipeline, or has a feed that is not
     *     declared: its rows would lose their counts and their rejections
     */
    public static Replay of(String batchId, List<Map<String, Object>> rows, Set<String> declared, String pipeline) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("Batch " + batchId + " is not in control.batches: only a batch that was"
                    + " loaded can be processed again. `select batch_id from control.batches` lists them.");
        }
        Map<String, Object> row = rows.get(0);
        String owner = Rows.text(row, "pipeline");
        if (!owner.equals(pipeline)) {
            throw new IllegalArgumentException("Batch " + batchId + " is of the pipeline " + owner + ", and this is "
                    + pipeline + ": ask a loader of " + owner + ", or set pipeline = " + owner
                    + " for the command. Nothing was changed.");
        }
        String listed = Rows.text(row, "feeds");
        Set<String> feeds = listed == null || listed.isEmpty() ? Set.of() : Set.of(listed.split(","));
        feeds.stream()
                .filter(feed -> !declared.contains(feed))
                .sorted()
                .findFirst()
                .ifPresent(feed -> {
                    throw new IllegalArgumentException(
                            "Batch " + batchId + " has the feed " + feed + ", which is not declared here: set feed."
                                    + feed + ".files as it was. Nothing was changed.");
                });
        return new Replay(
                new BatchId(batchId),
                Rows.number(row, "run"),
                feeds,
                Rows.text(row, "raw_trimmed_at") != null,
                BatchCounts.HELD.equals(Rows.text(row, "status")));
    }

    /** What is loaded again where this was asked for: all of the batch, if its rows have left raw. */
    public Origin extent(Origin asked) {
        return isTrimmed ? asked.whole() : asked;
    }

    /**
     * Lets a reload pass that leaves the marts with the batch's rows, or as much without them as they were.
     *
     * @param status what the reload made of the batch
     * @throws IllegalStateException if it would take a loaded batch out of the marts and hold it
     */
    public void settle(String status) {
        if (!isHeld && BatchCounts.HELD.equals(status)) {
            throw new IllegalStateException(
                    "Reloading batch " + batch + " would take its rows out of the marts and hold"
                            + " it: more of its rows are rejected now than transform.hold-above allows. Nothing was changed."
                            + " Correct the objects or the rules, or allow more for this command"
                            + " (TRANSFORM_HOLD_ABOVE=100%).");
        }
    }

    /**
     * As it is, if its rows are still in raw.
     *
     * @throws IllegalArgumentException if they are not
     */
    public Replay fromRaw() {
        if (isTrimmed) {
            throw new IllegalArgumentException("Batch " + batch + " has no rows in raw any more (load.raw-retention):"
                    + " reload it, which reads its objects from the archive again.");
        }
        return this;
    }
}
