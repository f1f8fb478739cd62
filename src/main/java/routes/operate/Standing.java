package routes.operate;

import java.time.Instant;
import java.util.List;

/**
 * How all stands in the warehouse.
 *
 * @param batches the newest, newest first
 * @param statuses how many batches have each status
 * @param freshness how new the data of each feed is
 */
public record Standing(List<BatchSummary> batches, List<StatusCount> statuses, List<FeedFreshness> freshness) {

    /** How many batches have a status, and the oldest of them. */
    public record StatusCount(String status, long batches, String oldestBatchId) {}

    /** The newest record of a feed that the marts have, and when its last batch was loaded. */
    public record FeedFreshness(String feed, String batchId, Instant newestEventAt, Instant loadedAt) {}
}
