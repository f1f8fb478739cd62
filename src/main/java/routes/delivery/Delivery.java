package routes.delivery;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.Record;

/**
 * What of a batch Firehose has not taken yet. Immutable.
 *
 * @param stream the delivery stream
 * @param left the records still to send, those of a file in its order
 * @param setbacks how many calls in a row have failed or had a record refused
 * @param isStuck whether the last call brought nothing: it failed, or every record of it was refused
 */
public record Delivery(String stream, List<Record> left, int setbacks, boolean isStuck) {
    /** Copies the list. */
    public Delivery {
        left = List.copyOf(left);
    }

    /** Whether there is something left to send. */
    public boolean isUnfinished() {
        return !left.isEmpty();
    }

    /** The call that sends the next records: as many of those that are left as a call may carry, from the first. */
    public PutRecordBatchRequest request() {
        return PutRecordBatchRequest.builder()
                .deliveryStreamName(stream)
                .records(next())
                .build();
    }

    /**
     * What is left after an answer to {@link #request()}: the refused records, then those not sent yet, in order. An
     * answer with status 200 can refuse some; it says so at the index of each.
     *
     * @throws IllegalStateException if the answer has not one entry for each record, or counts other failures than it has
     *     entries with an error; nothing can be said to have arrived then
     */
    public Delivery after(PutRecordBatchResponse answer) {
        List<Record> sent = next();
        List<PutRecordBatchResponseEntry> entries = answer.requestResponses();
        if (entries.size() != sent.size()) {
            throw new IllegalStateException("Firehose answered " + entries.size() + " entries for " + sent.size()
                    + " records to " + stream + "; the call is made again");
        }
        List<Record> still = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).errorCode() != null) {
                still.add(sent.get(i));
            }
        }
        int refused = still.size();
        if (answer.failedPutCount() != null && answer.failedPutCount() != refused) {
            throw new IllegalStateException("Firehose answered that " + answer.failedPutCount() + " records to "
                    + stream + " failed, and gave errors for " + refused + "; the call is made again");
        }
        still.addAll(left.subList(sent.size(), left.size()));
        return new Delivery(stream, still, refused == 0 ? 0 : setbacks + 1, refused == sent.size());
    }

    /** What is left after a call that failed: everything, for nothing can be said to have arrived. */
    public Delivery afterFailure() {
        return new Delivery(stream, left, setbacks + 1, true);
    }

    /** The records of {@link #request}. */
    List<Record> next() {
        int count = 0;
        long bytes = 0;
        while (count < left.size() && count < FirehoseLimits.MAX_BATCH_RECORDS) {
            bytes += left.get(count).data().asByteArrayUnsafe().length;
            if (count > 0 && bytes > FirehoseLimits.MAX_BATCH_BYTES) {
                break;
            }
            count++;
        }
        return left.subList(0, count);
    }

    /** Names the amounts, never the records: this text reaches logs. */
    @Override
    public String toString() {
        return left.size() + " records left for " + stream + " after " + setbacks + " setbacks";
    }
}
