package routes.operate;

import java.time.Instant;
import java.util.List;

/**
 * All that is known of one batch.
 *
 * @param batch the batch itself
 * @param stages what its statements took, by run and stage
 * @param objects its objects, those with errors first
 * @param hasMoreObjects whether it has more than are told
 * @param counts what became of its lines, by run and feed
 * @param rules the rules that its rows broke in the latest run
 * @param rejected the first lines that each rule turned away
 * @param statements what was run, by run and order
 * @param parquet the keys of the Parquet files that are its own
 * @param archivedAt when its finished manifest was written; null if it was not
 * @param at when the warehouse was asked; null if it has not answered
 * @param problem what is not known, and why; null if all is
 */
public record BatchDetail(
        BatchSummary batch,
        List<Stage> stages,
        List<LoadedObject> objects,
        boolean hasMoreObjects,
        List<FeedCounts> counts,
        List<BrokenRule> rules,
        List<RejectedLine> rejected,
        List<StatementRun> statements,
        List<String> parquet,
        Instant archivedAt,
        Instant at,
        String problem) {

    /** What the statements of a stage took in a run. */
    public record Stage(long run, String stage, int statements, long milliseconds) {}

    /**
     * One object.
     *
     * @param feed its feed
     * @param landingKey where it landed; hostile input
     * @param key where it lies now
     * @param status what COPY said: LOADED, PARTIALLY_LOADED or LOAD_FAILED; FAILED for one that was set aside; small
     *     words where COPY has said nothing
     */
    public record LoadedObject(
            String feed,
            String landingKey,
            String key,
            String status,
            Long bytes,
            Long rowsParsed,
            Long rowsLoaded,
            Long errorsSeen,
            String error) {
        /** The status of an object that lies in dead-letter. */
        static final String FAILED = "FAILED";
    }

    /** What became of the lines of a feed in a run. */
    public record FeedCounts(
            long run,
            String feed,
            long rowsParsed,
            long rowsAccepted,
            long rowsRejected,
            long rowsInserted,
            long rowsUpdated,
            long rowsSuperseded,
            long rowsRepeated,
            Long rowsHeld,
            Long rowsExtra,
            Instant countedAt) {}

    /** A rule that rows of the batch broke. */
    public record BrokenRule(
            String feed,
            String rule,
            String severity,
            String description,
            String owner,
            long rowsChecked,
            long rowsFailed) {}

    /** A line that was turned away; its text is cut, and hostile input. */
    public record RejectedLine(
            String feed, String rule, String reason, String line, String sourceFile, long sourceRow) {}

    /** A statement of a run; the query id leads to Snowflake's profile of it. */
    public record StatementRun(
            long run, long ordinal, String script, Long rowsAffected, long milliseconds, String queryId) {}
}
