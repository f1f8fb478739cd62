package local.firehose;

import java.util.Random;

/**
 * What goes wrong at the service, on request; nothing does unless it is asked for.
 *
 * <p>Records, calls and objects are counted over all streams from the moment each mishap is switched on. Thread-safe.
 */
public final class Mishaps {

    /** What becomes of a call. */
    enum Call {
        SERVED,
        REFUSED,
        CLOSED_BEFORE_STORING,
        CLOSED_AFTER_STORING
    }

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
    private int refusalStatus;
    private long callsToRefuse;
    private long callsToCloseBefore;
    private long callsToCloseAfter;

    /** Refuses each k-th record with ServiceUnavailableException in an answer of status 200; 0 ends it. */
    public synchronized void refuseEveryRecord(int k) {
        refused.set(k);
    }

    /** Refuses that share of the records, drawn at random from a seed; 0 ends it. */
    public synchronized void refuseShareOfRecords(double share, long seed) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("The share is " + share + ", expected 0 to 1");
        }
        refusedShare = share;
        chance = new Random(seed);
    }

    /**
     * Refuses the next calls as a whole; 0 calls ends it.
     *
     * @param status 500 for InternalFailure, 503 for ServiceUnavailableException
     */
    public synchronized void refuseCalls(int status, long calls) {
        if (status != 500 && status != 503) {
            throw new IllegalArgumentException("The status is " + status + ", expected 500 or 503");
        }
        refusalStatus = status;
        callsToRefuse = calls;
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

    /** Closes the connections of the next calls without storing anything. */
    public synchronized void closeBeforeStoring(long calls) {
        callsToCloseBefore = calls;
    }

    /** Closes the connections of the next calls after their records have been stored. */
    public synchronized void closeAfterStoring(long calls) {
        callsToCloseAfter = calls;
    }

    /** Ends all mishaps. */
    public synchronized void end() {
        refused.set(0);
        storedTwice.set(0);
        putAgain.set(0);
        rewritten.set(0);
        refusedShare = 0;
        callsToRefuse = 0;
        callsToCloseBefore = 0;
        callsToCloseAfter = 0;
    }

    synchronized Call nextCall() {
        if (callsToRefuse > 0) {
            callsToRefuse--;
            return Call.REFUSED;
        }
        if (callsToCloseBefore > 0) {
            callsToCloseBefore--;
            return Call.CLOSED_BEFORE_STORING;
        }
        if (callsToCloseAfter > 0) {
            callsToCloseAfter--;
            return Call.CLOSED_AFTER_STORING;
        }
        return Call.SERVED;
    }

    synchronized int refusalStatus() {
        return refusalStatus;
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

    /** Each k-th of something. Guarded by the mishaps it belongs to. */
    private static final class Every {
        private int k;
        private long seen;

        void set(int every) {
            if (every < 0) {
                throw new IllegalArgumentException("Every " + every + ". is not possible, expected 0 or more");
            }
            k = every;
            seen = 0;
        }

        boolean hits() {
            seen++;
            return k > 0 && seen % k == 0;
        }
    }
}
