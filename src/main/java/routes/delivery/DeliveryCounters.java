package routes.delivery;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import routes.text.Newlines;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.Record;

/** What has been sent to one delivery stream since the process started. Safe for any number of threads. */
public final class DeliveryCounters {
    private final LongAdder calls = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder records = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder lines = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder billed = new LongAdder();
    private final LongAdder retries = new LongAdder();

    /** A call was answered, with one entry for each record of it. */
    void answered(List<Record> offered, List<PutRecordBatchResponseEntry> entries) {
        calls.increment();
        boolean isRefused = false;
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).errorCode() == null) {
                taken(offered.get(i).data().asByteArrayUnsafe());
            } else {
                isRefused = true;
                refused.increment();
            }
        }
        if (isRefused) {
            retries.increment();
        }
    }

    /** A call failed, and what it carried is sent again. */
    void failed() {
        calls.increment();
        failed.increment();
        retries.increment();
    }

    private void taken(byte[] data) {
        records.increment();
        sent.add(data.length);
        billed.add(FirehoseLimits.billedBytes(data.length));
        lines.add(Newlines.count(data));
    }

    /** Calls made, whatever became of them. */
    public long calls() {
        return calls.sum();
    }

    /** Calls that brought no answer, or an error. */
    public long callsFailed() {
        return failed.sum();
    }

    /** Calls made again, for all or some of their records. */
    public long retries() {
        return retries.sum();
    }

    /** Records that Firehose took. */
    public long records() {
        return records.sum();
    }

    /** Records that an answer refused, as often as it did. */
    public long recordsRefused() {
        return refused.sum();
    }

    /** Lines in the records that Firehose took. */
    public long lines() {
        return lines.sum();
    }

    /** Bytes of the records that Firehose took. */
    public long bytesSent() {
        return sent.sum();
    }

    /** The bytes that these records are billed as; see {@link FirehoseLimits#billedBytes}. */
    public long bytesBilled() {
        return billed.sum();
    }
}
