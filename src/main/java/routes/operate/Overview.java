package routes.operate;

import java.time.Instant;
import java.util.List;
import routes.deadletter.DeadLetterList;

/**
 * How all stands, for somebody who has just been called.
 *
 * @param pipeline whose loader this is
 * @param claiming whether batches are claimed
 * @param leader whether this process leads its pipeline
 * @param waiting what waits in landing by feed, as one page of each listing shows it; null if S3 has not answered
 * @param freshness how new the data of each feed is; null if the warehouse has not answered
 * @param statuses how many batches have each status; null if the warehouse has not answered
 * @param batches the newest batches, and those that are unfinished
 * @param deadLetters how many there are and why; null if S3 has not answered
 * @param failures the latest failures of turns in this process
 * @param actions what people asked for, the newest first
 * @param at when this was put together
 * @param problem what is not known, and why; null if all is
 */
public record Overview(
        String pipeline,
        Claiming.Status claiming,
        boolean leader,
        List<FeedWaiting> waiting,
        List<Standing.FeedFreshness> freshness,
        List<Standing.StatusCount> statuses,
        BatchPage batches,
        DeadLetterList.Sum deadLetters,
        List<Turns.Failed> failures,
        List<Action> actions,
        Instant at,
        String problem) {

    /**
     * What waits of a feed.
     *
     * @param objects how many; a full page may hide more
     * @param isFull whether the page is full
     * @param bytes their size
     * @param oldestAt when the oldest of them was put; null if nothing waits
     */
    public record FeedWaiting(String feed, int objects, boolean isFull, long bytes, Instant oldestAt) {}
}
