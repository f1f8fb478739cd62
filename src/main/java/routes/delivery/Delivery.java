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
 * @param left the records still to send, in the order of the file
 * @param refusals how many answers have refused a record so far
 */
public record Delivery(String stream, List<Record> left, int refusals) {
    /** Copies the list. */
    public Delivery {
        left = List.copyOf(left);
    }

    /** Whether there is something left to send. */
    public boolean isUnfinished() {
        return !left.isEmpty();
    }

    /** The call that sends what is left. */
    public PutRecordBatchRequest request() {
        return PutRecordBatchRequest.builder()
                .deliveryStreamName(stream)
                .records(left)
                .build();
    }

    /**
     * What is left after an answer to {@link #request()}: the refused records, in order. An answer with status 200 can
     * refuse some; it says so at the index of each.
     *
     * @throws IllegalStateException if the answer has not one entry for each record; nothing can be said to have
     *     arrived then
     */
    public Delivery after(PutRecordBatchResponse answer) {
        List<PutRecordBatchResponseEntry> entries = answer.requestResponses();
        if (entries.size() != left.size()) {
            throw new IllegalStateException("Firehose answered " + entries.size() + " entries for " + left.size()
                    + " records to " + stream + "; the call is made again");
        }
        List<Record> refused = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).errorCode() != null) {
                refused.add(left.get(i));
            }
        }
        return new Delivery(stream, refused, refused.isEmpty() ? refusals : refusals + 1);
    }

    /** Names the amounts, never the records: this text reaches logs. */
    @Override
    public String toString() {
        return left.size() + " records left for " + stream + " after " + refusals + " refusals";
    }
}
