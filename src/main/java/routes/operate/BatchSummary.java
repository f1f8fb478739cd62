package routes.operate;

import java.time.Instant;
import java.util.List;
import routes.batch.BatchCounts;

/**
 * A batch as a list shows it. What is not known is null.
 *
 * @param batchId its id
 * @param status {@value #UNFINISHED}, {@code loaded} or {@code held}
 * @param place {@code processing}: its objects lie below processing/ and the warehouse does not have it; {@code committed}:
 *     the warehouse has it, the archive not all of it; {@code archived}: it is done
 * @param formedAt when its objects were claimed
 * @param loadedAt when its first run was counted, just before its commit
 * @param recordedAt when its latest run was recorded
 * @param newestEventAt the time of the newest record that its first run brought
 * @param run how many runs it had: 1 is the load, others are replays
 * @param feeds its feeds
 * @param objects how many objects it has
 * @param bytes their size as they landed; known of unfinished batches
 * @param counts of its latest run
 * @param milliseconds what the statements of its latest run took
 * @param sqlVersion the digest of the SQL that made it
 * @param epoch of the loader that made it
 * @param rawTrimmedAt when its rows left raw
 * @param hindrance why it is not finished, if something has failed
 * @param note what to know of it, in a sentence
 */
public record BatchSummary(
        String batchId,
        String status,
        String place,
        Instant formedAt,
        Instant loadedAt,
        Instant recordedAt,
        Instant newestEventAt,
        Long run,
        List<String> feeds,
        Long objects,
        Long bytes,
        BatchCounts counts,
        Long milliseconds,
        String sqlVersion,
        Long epoch,
        Instant rawTrimmedAt,
        Turns.Failed hindrance,
        String note) {
    static final String UNFINISHED = "unfinished";
    static final String PROCESSING = "processing";
    static final String COMMITTED = "committed";
    static final String ARCHIVED = "archived";

    /** The same batch at another place. */
    BatchSummary at(String where, Turns.Failed hindered, String said) {
        return new BatchSummary(
                batchId,
                status,
                where,
                formedAt,
                loadedAt,
                recordedAt,
                newestEventAt,
                run,
                feeds,
                objects,
                bytes,
                counts,
                milliseconds,
                sqlVersion,
                epoch,
                rawTrimmedAt,
                hindered,
                said);
    }
}
