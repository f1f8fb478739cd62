package routes.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import routes.delivery.CallFailure;
import routes.delivery.Outages;
import routes.delivery.Service;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/**
 * Makes the calls of a lane, one at a time, until the lane is stopped and empty. Several run beside one another, each in a
 * thread of its own.
 */
final class Caller implements Runnable {
    private final String stream;
    private final Lane lane;
    private final KinesisClient kinesis;
    private final Outages outages;
    private final IntakeCounters counters;

    Caller(String stream, Lane lane, KinesisClient kinesis, Outages outages, IntakeCounters counters) {
        this.stream = stream;
        this.lane = lane;
        this.kinesis = kinesis;
        this.outages = outages;
        this.counters = counters;
    }

    @Override
    public void run() {
        try {
            for (List<EventRecord> records = lane.take(); !records.isEmpty(); records = lane.take()) {
                send(records);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(List<EventRecord> records) {
        Optional<List<PutRecordsResultEntry>> entries = call(records);
        List<EventRecord> stored = new ArrayList<>(records.size());
        List<EventRecord> refused = new ArrayList<>();
        List<Ticket> decided = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            EventRecord record = records.get(i);
            PutRecordsResultEntry entry = entries.isPresent() ? entries.get().get(i) : null;
            if (entry != null && entry.errorCode() == null && entry.sequenceNumber() != null) {
                counters.stored(record);
                record.place(new Placed.Stored(entry.shardId(), entry.sequenceNumber()), decided);
                stored.add(record);
            } else {
                if (entry != null) {
                    counters.refused(entry.errorCode());
                }
                refused.add(record);
            }
        }
        if (!stored.isEmpty()) {
            outages.ended(stream);
        } else if (entries.isPresent()) {
            outages.failed(stream, Outages.ALL_REFUSED);
        }
        lane.settle(stored, refused, decided);
        decided.forEach(Ticket::complete);
    }

    /** The answer, an entry for each record; empty if there was none, and nothing can be said to be stored. */
    private Optional<List<PutRecordsResultEntry>> call(List<EventRecord> records) {
        long begin = System.nanoTime();
        try {
            List<PutRecordsResultEntry> entries = kinesis.putRecords(PutRecordsRequest.builder()
                            .streamName(stream)
                            .records(records.stream().map(EventRecord::entry).toList())
                            .build())
                    .records();
            if (entries.size() == records.size()) {
                return Optional.of(entries);
            }
            throw new IllegalStateException("Kinesis answered " + entries.size() + " entries for " + records.size()
                    + " records to " + stream + "; the call is made again");
        } catch (RuntimeException | Error e) {
            // Whatever it was: the events are still here, and so is the end of their time. A thread that ended would
            // leave
            // its call open for ever.
            counters.callFailed();
            outages.failed(stream, CallFailure.explain(Service.KINESIS, e));
            return Optional.empty();
        } finally {
            counters.called(System.nanoTime() - begin);
        }
    }
}
