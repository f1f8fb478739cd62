package routes.snowflake;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import routes.batch.BatchCounts;
import routes.batch.EventDelay;

/** Reads the row of a committed batch. */
public final class CommittedBatch {
    private CommittedBatch() {}

    /**
     * The counts of a batch.
     *
     * @param rows of {@code load/find_batch}
     * @throws LostCommitException if there is no row: COMMIT answered, and the batch is not there
     */
    public static BatchCounts counts(String batchId, List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            throw new LostCommitException(batchId);
        }
        return counts(rows.get(0));
    }

    /** The counts in a row that has the columns of {@code control.batches}. */
    public static BatchCounts counts(Map<String, Object> row) {
        return new BatchCounts(
                Rows.text(row, "status"),
                Rows.number(row, "objects_listed"),
                Rows.number(row, "objects_loaded"),
                Rows.number(row, "objects_repeated"),
                Rows.number(row, "objects_failed"),
                Rows.number(row, "objects_missing"),
                Rows.number(row, "rows_parsed"),
                Rows.number(row, "rows_accepted"),
                Rows.number(row, "rows_rejected"),
                Rows.number(row, "rows_inserted"),
                Rows.number(row, "rows_updated"),
                Rows.number(row, "rows_superseded"),
                Rows.number(row, "rows_repeated"),
                Rows.number(row, "rows_held"),
                Rows.number(row, "rows_extra"));
    }

    /**
     * The ids of batches.
     *
     * @param rows of {@code load/find_held}
     */
    public static List<String> ids(List<Map<String, Object>> rows) {
        return rows.stream().map(row -> Rows.text(row, "batch_id")).toList();
    }

    /**
     * How long the batch's events were on their way.
     *
     * @param rows of {@code load/find_batch}
     */
    public static EventDelay delay(List<Map<String, Object>> rows) {
        OptionalLong seconds = Rows.optionalNumber(rows.get(0), "longest_delay_seconds");
        return new EventDelay(
                seconds.isPresent() ? Optional.of(Duration.ofSeconds(seconds.getAsLong())) : Optional.empty());
    }

    /**
     * How long the statements that made the batch ran, as seen from here.
     *
     * @param rows of {@code load/find_batch}
     * @return zero if an older copy of the SQL does not tell
     */
    public static Duration statements(List<Map<String, Object>> rows) {
        return Duration.ofMillis(
                Rows.optionalNumber(rows.get(0), "statement_milliseconds").orElse(0));
    }

    /** Snowflake said that a transaction was committed, and it was not. Loading again is safe. */
    public static final class LostCommitException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LostCommitException(String batchId) {
            super("Batch " + batchId + " is not in control.batches after COMMIT; the next turn loads it again.");
        }
    }
}
