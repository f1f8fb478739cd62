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
     * @param key its key in the bucket
     * @param size in bytes
     */
    public record UnloadedFile(String key, long size) {}
}
