package routes.delivery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.Record;

/**
 * Begins, advances, ends and counts the deliveries of batches, and passes on how each call went to those who wait for its
 * stream and to the log. Safe for any number of threads.
 */
public final class Deliveries {
    private final Map<String, String> streams;
    private final Map<String, DeliveryCounters> counters;
    private final Pauses pauses;
    private final Outages outages;

    /** Takes the delivery stream of each feed. */
    public Deliveries(Map<String, String> streams, Pauses pauses, Outages outages) {
        this.streams = Map.copyOf(streams);
        this.counters = streams.values().stream()
                .distinct()
                .collect(Collectors.toUnmodifiableMap(stream -> stream, stream -> new DeliveryCounters()));
        this.pauses = pauses;
        this.outages = outages;
    }

    /** What was sent to the stream of a feed; feeds of the same stream share it. */
    public DeliveryCounters counters(String feed) {
        return counters.get(streams.get(feed));
    }

    /** The outage of the stream of a feed, if there is one now. */
    public Optional<Outages.Outage> outage(String feed) {
        return outages.of(streams.get(feed));
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
        List<Record> records = batch.records().stream()
                .map(line -> Record.builder()
                        .data(SdkBytes.fromByteArrayUnsafe(line.data()))
                        .build())
                .toList();
        return new Delivery(stream, records, 0, false);
    }

    /** See {@link Delivery#isUnfinished}. */
    public boolean isUnfinished(Delivery delivery) {
        return delivery.isUnfinished();
    }

    /** See {@link Delivery#request}. */
    public PutRecordBatchRequest request(Delivery delivery) {
        return delivery.request();
    }

    /** What is left after an answer. */
    public Delivery advance(Delivery delivery, PutRecordBatchResponse answer) {
        Delivery left = delivery.after(answer);
        counters.get(delivery.stream()).answered(delivery.next(), answer.requestResponses());
        if (left.isStuck()) {
            outages.failed(left.stream(), Outages.ALL_REFUSED);
        } else {
            outages.ended(left.stream());
        }
        if (left.setbacks() == 0) {
            pauses.end(left.stream());
        }
        return left;
    }

    /** What is left after a call that failed. */
    public Delivery fail(Delivery delivery, Exception failure) {
        counters.get(delivery.stream()).failed();
        outages.failed(delivery.stream(), CallFailure.explain(Service.FIREHOSE, failure));
        return delivery.afterFailure();
    }

    /**
     * Lets only a whole delivery pass: what is left behind must not count as acknowledged.
     *
     * @throws IllegalStateException if something is left to send
     */
    public void end(Delivery delivery) {
        if (delivery.isUnfinished()) {
            throw new IllegalStateException("Ended with " + delivery);
        }
    }
}
