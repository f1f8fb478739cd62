package local.kinesis;

import local.wire.PutMishaps;

/**
 * What goes wrong with the calls that put records; others are served.
 *
 * <p>Thread-safe.
 */
public final class Mishaps extends PutMishaps {
    private boolean shardsAreLimited;

    /** Whether each shard takes no more than 1,000 records and 1 MiB in a second; not limited at the start. */
    public synchronized void limitShards(boolean areLimited) {
        shardsAreLimited = areLimited;
    }

    /** Ends all mishaps. */
    @Override
    public synchronized void end() {
        super.end();
        shardsAreLimited = false;
    }

    synchronized boolean areShardsLimited() {
        return shardsAreLimited;
    }

    boolean refusesNextRecord() {
        return isNextRecordRefused();
    }
}
