package local.kinesis;

import java.util.Random;
import local.wire.CallMishaps;
import local.wire.Every;

/**
 * What goes wrong with the calls that put records, on request; nothing does unless it is asked for. Other calls are served.
 *
 * <p>Thread-safe.
 */
public final class Mishaps extends CallMishaps {
    private final Every refused = new Every();
    private double refusedShare;
    private Random chance = new Random(0);
    private boolean shardsAreLimited;

    /** Refuses each k-th record in an answer of status 200; 0 ends it. */
    public synchronized void refuseEveryRecord(int k) {
        refused.set(k);
    }

    /** Refuses that share of the records, drawn at random from a seed; 0 ends it. */
    public synchronized void refuseShareOfRecords(double share, long seed) {
        requireShare(share);
        refusedShare = share;
        chance = new Random(seed);
    }

    /** Whether each shard takes no more than 1,000 records and 1 MiB in a second; not limited at the start. */
    public synchronized void limitShards(boolean areLimited) {
        shardsAreLimited = areLimited;
    }

    /** Ends all mishaps. */
    @Override
    public synchronized void end() {
        super.end();
        refused.set(0);
        refusedShare = 0;
        shardsAreLimited = false;
    }

    synchronized boolean isNextRecordRefused() {
        return refused.hits() || (refusedShare > 0 && chance.nextDouble() < refusedShare);
    }

    synchronized boolean areShardsLimited() {
        return shardsAreLimited;
    }
}
