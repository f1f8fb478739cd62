package local.wire;

import java.util.Random;

/**
 * What goes wrong with the calls that put records into a service, on request; nothing does unless it is asked for. Records are
 * counted from the moment each mishap is switched on.
 *
 * <p>Thread-safe.
 */
public class PutMishaps {

    private static final int KINDS = 4;

    private int refusalStatus = 503;
    private long callsToRefuse;
    private long callsToCloseBefore;
    private long callsToCloseAfter;
    private double struckShare;
    private Random chance = new Random(0);
    private final Every refused = new Every();
    private double refusedShare;
    private Random recordChance = new Random(0);

    /** What becomes of a call. */
    public enum Fate {
        SERVED,
        REFUSED,
        CLOSED_BEFORE_STORING,
        CLOSED_AFTER_STORING
    }

    /** Refuses each k-th record in an answer of status 200; 0 ends it. */
    public final synchronized void refuseEveryRecord(int k) {
        refused.set(k);
    }

    /** Refuses that share of the records, drawn at random from a seed; 0 ends it. */
    public final synchronized void refuseShareOfRecords(double share, long seed) {
        requireShare(share);
        refusedShare = share;
        recordChance = new Random(seed);
    }

    /**
     * Refuses the next calls as a whole; 0 calls ends it.
     *
     * @param status 500 or 503
     */
    public final synchronized void refuseCalls(int status, long calls) {
        if (status != 500 && status != 503) {
            throw new IllegalArgumentException("The status is " + status + ", expected 500 or 503");
        }
        refusalStatus = status;
        callsToRefuse = calls;
    }

    /** Closes the connections of the next calls without storing anything. */
    public final synchronized void closeBeforeStoring(long calls) {
        callsToCloseBefore = calls;
    }

    /** Closes the connections of the next calls after their records have been stored. */
    public final synchronized void closeAfterStoring(long calls) {
        callsToCloseAfter = calls;
    }

    /**
     * Strikes that share of the calls, drawn from a seed, with any of: 500, 503, closed before storing, closed after; 0 ends
     * it.
     */
    public final synchronized void strikeShareOfCalls(double share, long seed) {
        requireShare(share);
        struckShare = share;
        chance = new Random(seed);
    }

    /** Ends all mishaps. */
    public synchronized void end() {
        callsToRefuse = 0;
        callsToCloseBefore = 0;
        callsToCloseAfter = 0;
        struckShare = 0;
        refused.set(0);
        refusedShare = 0;
    }

    /** What becomes of the call that has come just now. */
    public final synchronized Fate nextCall() {
        if (callsToRefuse > 0) {
            callsToRefuse--;
            return Fate.REFUSED;
        }
        if (callsToCloseBefore > 0) {
            callsToCloseBefore--;
            return Fate.CLOSED_BEFORE_STORING;
        }
        if (callsToCloseAfter > 0) {
            callsToCloseAfter--;
            return Fate.CLOSED_AFTER_STORING;
        }
        return struckShare > 0 && chance.nextDouble() < struckShare ? drawn() : Fate.SERVED;
    }

    /** The status of calls that are refused. */
    public final synchronized int refusalStatus() {
        return refusalStatus;
    }

    /** Counts a record, and says whether it is refused. */
    protected final synchronized boolean isNextRecordRefused() {
        return refused.hits() || (refusedShare > 0 && recordChance.nextDouble() < refusedShare);
    }

    private static void requireShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("The share is " + share + ", expected 0 to 1");
        }
    }

    private Fate drawn() {
        int draw = chance.nextInt(KINDS);
        if (draw < 2) {
            refusalStatus = draw == 0 ? 500 : 503;
            return Fate.REFUSED;
        }
        return draw == 2 ? Fate.CLOSED_BEFORE_STORING : Fate.CLOSED_AFTER_STORING;
    }
}
