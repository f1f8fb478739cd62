package routes.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.Record;

/** Begins, advances and ends the delivery of a batch. Stateless, safe for any number of threads. */
public final class Deliveries {
    private final Map<String, String> streams;

    /** Takes the delivery stream of each feed. */
    public Deliveries(Map<String, String> streams) {
        this.streams = Map.copyOf(streams);
    }

    /**
     * Everything is still to be sent.
     *
     * @throws IllegalArgumentException if the feed of the batch has no delivery stream
     */
    public Delivery begin(RecordBatch batch) {
        String stream = streams.get(batch.feed());
        if (stream == null) {
            throw new IllegalArgumentException("Feed " + batch.feed() + " has no delivery stream. Set feed."
                    + batch.feed() + ".stream to its name.");
        }
        List<Record> records = new ArrayList<>(batch.records().size());
        for (LineRecord line : batch.records()) {
            records.add(Record.builder()
                    .data(SdkBytes.fromByteArrayUnsafe(line.data()))
                    .build());
        }
        return new Delivery(stream, records, 0);
    }

    /** See {@link Delivery#isUnfinished}. */
    public boolean isUnfinished(Delivery delivery) {
        return delivery.isUnfinished();
    }

    /** See {@link Delivery#refusals}. */
    public int refusals(Delivery delivery) {
        return delivery.refusals();
    }

    /** See {@link Delivery#request}. */
    public PutRecordBatchRequest request(Delivery delivery) {
        return delivery.request();
    }

    /** See {@link Delivery#after}. */
    public Delivery advance(Delivery delivery, PutRecordBatchResponse answer) {
        return delivery.after(answer);
    }

    /**
     * Lets only a whole delivery pass. A loop that a stop has broken off leaves records behind, and its exchange must
     * not count as acknowledged.
     *
     * @throws IllegalStateException if something is left to send
     */
    public void end(Delivery delivery) {
        if (delivery.isUnfinished()) {
            throw new IllegalStateException("Stopped with " + delivery + "; they are read again at the next start");
        }
    }
}
