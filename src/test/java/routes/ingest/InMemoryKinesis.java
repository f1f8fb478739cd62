package routes.ingest;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/**
 * Streams of equal shards that keep what they are given, and answer as told. By default each call is stored; a call takes
 * as long as a test holds it. Safe for any number of threads.
 */
public final class InMemoryKinesis implements KinesisClient {
    /** Says whether a record of a call is taken. */
    @FunctionalInterface
    public interface Gate {
        /** Null to take it, else the code of the error; or throws. */
        String judge(PutRecordsRequestEntry record);
    }

    /** A record as it was stored. */
    record Stored(String stream, int shard, long sequence, String data) {
        List<String> lines() {
            // The first is empty, so that a record before it without a newline is not joined to it.
            return data.lines().skip(1).toList();
        }
    }

    private final int shards;
    private final List<PutRecordsRequest> calls = new CopyOnWriteArrayList<>();
    private final List<Stored> stored = new CopyOnWriteArrayList<>();
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicInteger underWay = new AtomicInteger();
    private final LinkedBlockingQueue<CompletableFuture<Void>> held = new LinkedBlockingQueue<>();
    /** Guarded by {@link #held}, so that no call begins to wait once all have been let go. */
    private boolean isHolding;

    private volatile Gate gate = record -> null;

    /** Gives each stream so many. */
    public InMemoryKinesis(int shards) {
        this.shards = shards;
    }

    /** Asks it of each record from now on. */
    public void gate(Gate next) {
        gate = next;
    }

    /** Has each call wait until {@link #letGo} or {@link #letAllGo}. */
    void hold() {
        synchronized (held) {
            isHolding = true;
        }
    }

    /** Lets the oldest call go; waits for one. */
    void letGo() throws InterruptedException {
        held.take().complete(null);
    }

    void letAllGo() {
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        synchronized (held) {
            isHolding = false;
            held.drainTo(waiting);
        }
        waiting.forEach(call -> call.complete(null));
    }

    private CompletableFuture<Void> turn() {
        synchronized (held) {
            CompletableFuture<Void> turn = new CompletableFuture<>();
            if (isHolding) {
                held.add(turn);
            } else {
                turn.complete(null);
            }
            return turn;
        }
    }

    List<PutRecordsRequest> calls() {
        return calls;
    }

    List<Stored> stored() {
        return stored;
    }

    List<String> lines() {
        return stored.stream().flatMap(record -> record.lines().stream()).toList();
    }

    int callsUnderWay() {
        return underWay.get();
    }

    @Override
    public PutRecordsResponse putRecords(PutRecordsRequest call) {
        calls.add(call);
        underWay.incrementAndGet();
        try {
            turn().join();
            List<PutRecordsResultEntry> entries = new ArrayList<>();
            for (PutRecordsRequestEntry record : call.records()) {
                entries.add(store(call.streamName(), record));
            }
            return PutRecordsResponse.builder().records(entries).build();
        } finally {
            underWay.decrementAndGet();
        }
    }

    private synchronized PutRecordsResultEntry store(String stream, PutRecordsRequestEntry record) {
        String error = gate.judge(record);
        if (error != null) {
            return PutRecordsResultEntry.builder()
                    .errorCode(error)
                    .errorMessage("slow down")
                    .build();
        }
        int shard = shard(record);
        long number = sequence.incrementAndGet();
        stored.add(new Stored(stream, shard, number, record.data().asUtf8String()));
        return PutRecordsResultEntry.builder()
                .shardId("shard-" + shard)
                .sequenceNumber(String.valueOf(number))
                .build();
    }

    private int shard(PutRecordsRequestEntry record) {
        BigInteger hash = record.explicitHashKey() != null
                ? new BigInteger(record.explicitHashKey())
                : new BigInteger(1, md5(record.partitionKey()));
        return hash.multiply(BigInteger.valueOf(shards)).shiftRight(128).intValueExact();
    }

    private static byte[] md5(String key) {
        try {
            return MessageDigest.getInstance("MD5").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        letAllGo();
    }
}
