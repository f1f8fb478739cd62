package local.firehose;

import java.util.Random;
import local.wire.CallMishaps;
import local.wire.Every;

/**
 * What goes wrong at the service, on request; nothing does unless it is asked for.
 *
 * <p>Records, calls and objects are counted over all streams from the moment each mishap is switched on. Thread-safe.
 */
public final class Mishaps extends CallMishaps {

    /** What becomes of an object after it has been delivered. */
    enum Again {
        NO,
        SAME_CONTENT,
        OTHER_CONTENT
    }

    private final Every refused = new Every();
    private final Every storedTwice = new Every();
    private final Every putAgain = new Every();
    private final Every rewritten = new Every();
    private double refusedShare;
    private Random chance = new Random(0);

    /** Refuses each k-th record with ServiceUnavailableException in an answer of status 200; 0 ends it. */
    public synchronized void refuseEveryRecord(int k) {
        refused.set(k);
    }

    /** Refuses that share of the records, drawn at random from a seed; 0 ends it. */
    public synchronized void refuseShareOfRecords(double share, long seed) {
        requireShare(share);
        refusedShare = share;
        chance = new Random(seed);
    }

    /** Stores each k-th record twice; 0 ends it. */
    public synchronized void storeTwiceEveryRecord(int k) {
        storedTwice.set(k);
    }

    /** Puts each k-th object twice, the same content under the same key; 0 ends it. */
    public synchronized void putAgainEveryObject(int k) {
        putAgain.set(k);
    }

    /** Puts each k-th object twice under the same key, the second time with its first records repeated; 0 ends it. */
    public synchronized void rewriteEveryObject(int k) {
        rewritten.set(k);
    }

    /** Ends all mishaps. */
    @Override
    public synchronized void end() {
        super.end();
        refused.set(0);
        storedTwice.set(0);
        putAgain.set(0);
        rewritten.set(0);
        refusedShare = 0;
    }

    /** How often the next record is to be stored: 0 if it is refused. */
    synchronized int copiesOfNextRecord() {
        if (refused.hits() || (refusedShare > 0 && chance.nextDouble() < refusedShare)) {
            return 0;
        }
        return storedTwice.hits() ? 2 : 1;
    }

    synchronized Again nextObject() {
        if (rewritten.hits()) {
            return Again.OTHER_CONTENT;
        }
        return putAgain.hits() ? Again.SAME_CONTENT : Again.NO;
    }
}
