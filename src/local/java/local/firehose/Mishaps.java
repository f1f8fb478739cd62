package local.firehose;

import local.wire.Every;
import local.wire.PutMishaps;

/**
 * What goes wrong at the service, on request; nothing does unless it is asked for.
 *
 * <p>Records, calls and objects are counted over all streams from the moment each mishap is switched on. Thread-safe.
 */
public final class Mishaps extends PutMishaps {

    /** What becomes of an object after it has been delivered. */
    enum Again {
        NO,
        SAME_CONTENT,
        OTHER_CONTENT
    }

    private final Every storedTwice = new Every();
    private final Every putAgain = new Every();
    private final Every rewritten = new Every();

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
        storedTwice.set(0);
        putAgain.set(0);
        rewritten.set(0);
    }

    /** How often the next record is to be stored: 0 if it is refused. */
    synchronized int copiesOfNextRecord() {
        if (isNextRecordRefused()) {
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
