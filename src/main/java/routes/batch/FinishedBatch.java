package routes.batch;

import java.time.Instant;
import java.util.List;

/**
 * What is kept of a finished batch in {@code processed/_batches/{BATCH_ID}.json}.
 *
 * @param manifest what it consisted of
 * @param counts the counts committed with it
 * @param parquet the unloaded files that are valid; others in the same folders come from attempts that were cut off
 * @param finishedAt when
 */
public record FinishedBatch(Manifest manifest, BatchCounts counts, List<UnloadedFile> parquet, Instant finishedAt) {

    /**
     * One Parquet file.
     *
     * @param file its name as Snowflake told it
     * @param size in bytes
     * @param rows in it
     */
    public record UnloadedFile(String file, long size, long rows) {}
}
