package local.firehose;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import local.firehose.SourceCheckpoint.Place;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * Reads all shards of a data stream into the buffer of a delivery stream, at least once, records one after the other as they
 * are. It begins with what comes after its making, and later goes on from its checkpoint; a shard that came of others is read
 * after them.
 *
 * <p>One thread reads. The other methods may be called by any thread.
 */
final class StreamSource implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamSource.class);

    /** AWS allows five reads a second of a shard; a shorter wait keeps tests short. */
    private static final long PAUSE_MILLIS = 25;

    private static final long PAUSE_AFTER_FAILURE_MILLIS = 200;

    private final String stream;
    private final KinesisClient kinesis;
    private final RecordBuffer buffer;
    private final SourceCheckpoint checkpoint;
    private final LongAdder records = new LongAdder();
    private final Map<String, String> iterators = new HashMap<>();
    private final Map<String, Place> beforeLastPage = new HashMap<>();
    private boolean areShardsKnown;
    private boolean isToReadAgain;
    private long rounds;
    private long lastIdleRound;

    /**
     * Takes the places to begin from, if the checkpoint has none.
     *
     * @throws SdkException if the stream does not exist
     */
    StreamSource(String stream, KinesisClient kinesis, RecordBuffer buffer, SourceCheckpoint checkpoint, Clock clock)
            throws IOException {
        this.stream = stream;
        this.kinesis = kinesis;
        this.buffer = buffer;
        this.checkpoint = checkpoint;
        if (checkpoint.isEmpty()) {
            Instant now = clock.instant();
            for (Shard shard : shards()) {
                boolean isOpen = shard.sequenceNumberRange().endingSequenceNumber() == null;
                checkpoint.save(shard.shardId(), isOpen ? Place.since(now) : Place.END);
            }
        }
    }

    /** Records read since the start, those read again counted again. */
    long records() {
        return records.sum();
    }

    /** Reads the last page of every shard once more, as a reader does that was killed before it saved its checkpoint. */
    synchronized void readAgain() {
        isToReadAgain = true;
    }

    /**
     * Waits until everything that was in the stream at the call is in the buffer.
     *
     * @return whether that came about in time
     */
    synchronized boolean awaitCaughtUp(long deadlineNanos) throws InterruptedException {
        long current = rounds;
        while (lastIdleRound <= current) {
            long left = deadlineNanos - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        return true;
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (!readRound()) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads a page of every shard; false if there was nothing to read. */
    private boolean readRound() throws InterruptedException {
        long round = begin();
        try {
            boolean hasRead = openShards();
            for (String shard : checkpoint.unfinished()) {
                hasRead |= readPage(shard);
            }
            if (!hasRead) {
                endIdle(round);
            }
            return hasRead;
        } catch (SdkException | IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LOG.debug("The data stream {} could not be read; it is tried again", stream, e);
            iterators.clear();
            Thread.sleep(PAUSE_AFTER_FAILURE_MILLIS);
            return true;
        }
    }

    private synchronized long begin() {
        if (isToReadAgain) {
            isToReadAgain = false;
            iterators.clear();
            try {
                for (Map.Entry<String, Place> last : beforeLastPage.entrySet()) {
                    checkpoint.save(last.getKey(), last.getValue());
                }
            } catch (IOException e) {
                LOG.warn("The checkpoint of the data stream {} could not be set back", stream, e);
            }
        }
        return ++rounds;
    }

    private synchronized void endIdle(long round) {
        lastIdleRound = round;
        notifyAll();
    }

    private List<Shard> shards() {
        return kinesis.listShards(request -> request.streamName(stream)).shards();
    }

    /** Finds the shards whose parents have been read to their end; false if there are none that are new. */
    private boolean openShards() throws IOException {
        if (areShardsKnown) {
            return false;
        }
        boolean found = false;
        List<Shard> shards = shards();
        Set<String> ids = shards.stream().map(Shard::shardId).collect(Collectors.toSet());
        for (Shard shard : shards) {
            boolean isReady = Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
                    .filter(Objects::nonNull)
                    .allMatch(parent -> checkpoint.isAtEnd(parent) || !ids.contains(parent));
            if (isReady && checkpoint.place(shard.shardId()).isEmpty()) {
                checkpoint.save(shard.shardId(), Place.BEGINNING);
                found = true;
            }
        }
        areShardsKnown = true;
        return found;
    }

    private boolean readPage(String shard) throws IOException {
        Place from = checkpoint.place(shard).orElseThrow();
        String iterator = iterators.computeIfAbsent(shard, name -> iterator(name, from));
        GetRecordsResponse page = kinesis.getRecords(request -> request.shardIterator(iterator));
        if (!page.records().isEmpty()) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            for (Record record : page.records()) {
                content.writeBytes(record.data().asByteArrayUnsafe());
            }
            buffer.add(content.toByteArray());
            records.add(page.records().size());
            remember(shard, from);
            checkpoint.save(
                    shard,
                    Place.after(page.records().get(page.records().size() - 1).sequenceNumber()));
        }
        if (page.nextShardIterator() == null) {
            checkpoint.save(shard, Place.END);
            iterators.remove(shard);
            // Others go on where this one ended.
            areShardsKnown = false;
            return true;
        }
        iterators.put(shard, page.nextShardIterator());
        return !page.records().isEmpty();
    }

    private synchronized void remember(String shard, Place place) {
        beforeLastPage.put(shard, place);
    }

    private String iterator(String shard, Place place) {
        GetShardIteratorRequest.Builder request =
                GetShardIteratorRequest.builder().streamName(stream).shardId(shard);
        switch (place.kind()) {
            case BEGINNING -> request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
            case SINCE ->
                request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP).timestamp(Instant.parse(place.value()));
            case AFTER ->
                request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                        .startingSequenceNumber(place.value());
            case END -> throw new IllegalStateException("A shard at its end is not read");
        }
        return kinesis.getShardIterator(request.build()).shardIterator();
    }
}
