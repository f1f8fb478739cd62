package routes.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.Record;

/** Begins, advances, ends and counts the deliveries of batches. Safe for any number of threads. */
public final class Deliveries {
    private final Map<String, String> streams;
    private final Map<String, DeliveryCounters> counters;

    /** Takes the delivery stream of each feed. */
    public Deliveries(Map<String, String> streams) {
        this.streams = Map.copyOf(streams);
        this.counters = streams.values().stream()
                .distinct()
                .collect(Collectors.toUnmodifiableMap(stream -> stream, stream -> new DeliveryCounters()));
    }

    /** What was sent to the stream of a feed; feeds of the same stream share it. */
    public DeliveryCounters counters(String feed) {
        return counters.get(streams.get(feed));
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

    /** See {@link Delivery#after}. */
    public Delivery advance(Delivery delivery, PutRecordBatchResponse answer) {
        Delivery left = delivery.after(answer);
        counters.get(delivery.stream()).answered(delivery.next(), answer.requestResponses());
        return left;
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
