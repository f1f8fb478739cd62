package routes.ingest;

import java.util.concurrent.atomic.LongAdder;

/** What has been put on the stream of one feed since the process started. Safe for any number of threads. */
public final class IntakeCounters {
    private final LongAdder calls = new LongAdder();
    private final LongAdder callsFailed = new LongAdder();
    private final LongAdder callNanos = new LongAdder();
    private final LongAdder records = new LongAdder();
    private final LongAdder recordsRefused = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder eventsTaken = new LongAdder();
    private final LongAdder eventsStored = new LongAdder();
    private final LongAdder eventsGivenUp = new LongAdder();
    private final LongAdder putsRefused = new LongAdder();
    private volatile String lastRefusal;

    void taken(int events) {
        eventsTaken.add(events);
    }

    void putRefused() {
        putsRefused.increment();
    }

    void called(long nanos) {
        calls.increment();
        callNanos.add(nanos);
    }

    void callFailed() {
        callsFailed.increment();
    }

    void stored(EventRecord record) {
        records.increment();
        bytes.add(record.bytes());
        eventsStored.add(record.events());
    }

    void refused(String code) {
        recordsRefused.increment();
        lastRefusal = code;
    }

    void givenUp(int events) {
        eventsGivenUp.add(events);
    }

    /** Calls made, whatever became of them. */
    public long calls() {
        return calls.sum();
    }

    /** Calls that brought no answer, or an error. */
    public long callsFailed() {
        return callsFailed.sum();
    }

    /** Nanoseconds that all calls took. */
    public long callNanos() {
        return callNanos.sum();
    }

    /** Records that the stream stored. */
    public long records() {
        return records.sum();
    }

    /** Records that an answer refused, as often as it did. */
    public long recordsRefused() {
        return recordsRefused.sum();
    }

    /** The code of the last of them, or null. */
    String lastRefusal() {
        return lastRefusal;
    }

    /** Bytes of the records that the stream stored. */
    public long bytes() {
        return bytes.sum();
    }

    /** Events taken by a put. */
    public long eventsTaken() {
        return eventsTaken.sum();
    }

    /** Events in the records that the stream stored, those among them that had been given up before. */
    public long eventsStored() {
        return eventsStored.sum();
    }

    /** Events that were not stored in time, as far as is known. */
    public long eventsGivenUp() {
        return eventsGivenUp.sum();
    }

    /** Puts turned away because the budget was full. */
    public long putsRefused() {
        return putsRefused.sum();
    }
}
