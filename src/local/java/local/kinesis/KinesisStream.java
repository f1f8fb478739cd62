package local.kinesis;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * A data stream: its shards, and its records in a file.
 *
 * <p>Thread-safe. Its lock is held while records are appended to the file, not while they are read.
 */
final class KinesisStream implements AutoCloseable {
    /** How long records are kept: the service's default, docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html. */
    static final int RETENTION_HOURS = 24;

    /** Bytes of one answer to GetRecords: docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html. */
    private static final long MAX_PAGE_BYTES = 10L * 1024 * 1024;

    private static final long RETENTION_MILLIS = RETENTION_HOURS * 3_600_000L;
    private static final BigInteger HASH_KEYS = BigInteger.ONE.shiftLeft(128);
    private static final byte CREATED = 0;
    private static final byte OPENED = 2;
    private static final byte CLOSED = 3;

    private final String name;
    private final Clock clock;
    private final StreamLog log;
    private final List<Shard> shards = new ArrayList<>();
    private long createdMillis;
    private long nextSequence;
    private long lastArrival;

    /** Opens what a file holds; a stream that {@link #create} has not filled yet has no shards. */
    KinesisStream(String name, Path file, Clock clock) throws IOException {
        this.name = name;
        this.clock = clock;
        log = StreamLog.open(file, this::replay);
    }

    /** What became of a record: its shard and either a sequence number or an error. */
    record Placement(String shard, String sequence, String error) {}

    /**
     * What a reader gets.
     *
     * @param next the sequence number to read from next, {@link Shard#NONE} at the end of a closed shard
     * @param millisBehind age of the oldest record that was not read
     * @param children shards that go on where this one ended; empty before its end
     */
    record Page(List<StoredRecord> records, long next, long millisBehind, List<ShardView> children) {}

    /** A shard as it is described; see {@link Shard}. */
    record ShardView(
            String id,
            int parent,
            int adjacentParent,
            BigInteger from,
            BigInteger to,
            long opened,
            long closed,
            List<Integer> parents) {}

    /** Makes a new stream of shards with equal ranges. */
    synchronized void create(int shardCount) throws IOException {
        createdMillis = clock.millis();
        write(CREATED, out -> out.writeLong(createdMillis));
        BigInteger width = HASH_KEYS.divide(BigInteger.valueOf(shardCount));
        for (int i = 0; i < shardCount; i++) {
            BigInteger from = width.multiply(BigInteger.valueOf(i));
            BigInteger to = i == shardCount - 1 ? HASH_KEYS : from.add(width);
            open(Shard.NONE, Shard.NONE, from, to.subtract(BigInteger.ONE));
        }
    }

    String name() {
        return name;
    }

    synchronized long createdMillis() {
        return createdMillis;
    }

    synchronized List<ShardView> shards() {
        return shards.stream().map(KinesisStream::view).toList();
    }

    synchronized long records() {
        return shards.stream().mapToLong(Shard::count).sum();
    }

    /** Stores those of the records that nothing is wrong with. */
    synchronized List<Placement> put(List<Call.Entry> entries, Mishaps mishaps) throws IOException {
        lastArrival = Math.max(lastArrival, clock.millis());
        List<Placement> placements = new ArrayList<>(entries.size());
        List<StoredRecord> stored = new ArrayList<>(entries.size());
        int bytes = 0;
        for (Call.Entry entry : entries) {
            Shard shard = shardOf(entry);
            byte[] key = entry.partitionKey().getBytes(StandardCharsets.UTF_8);
            boolean isLimited =
                    mishaps.areShardsLimited() && !shard.rate().admits(lastArrival, key.length + entry.data().length);
            if (isLimited || mishaps.refusesNextRecord()) {
                placements.add(new Placement(shard.id(), null, "ProvisionedThroughputExceededException"));
                continue;
            }
            StoredRecord record =
                    new StoredRecord(shard.number(), nextSequence + stored.size(), lastArrival, key, entry.data());
            stored.add(record);
            bytes += record.frameBytes();
            placements.add(new Placement(shard.id(), SequenceNumber.text(record.sequence()), null));
        }
        ByteBuffer frames = ByteBuffer.allocate(bytes);
        stored.forEach(record -> record.writeTo(frames));
        long position = log.append(frames.flip());
        for (StoredRecord record : stored) {
            shards.get(record.shard()).add(placeOf(record, position));
            position += record.frameBytes();
        }
        nextSequence += stored.size();
        return placements;
    }

    /** Reads from a sequence number on; at most so many records. */
    Page read(int number, long from, int limit) throws IOException {
        List<Shard.Place> places = new ArrayList<>();
        List<ShardView> children = List.of();
        long next;
        long behind = 0;
        synchronized (this) {
            Shard shard = shard(number);
            int index = Math.max(shard.indexOf(from), shard.indexSince(clock.millis() - RETENTION_MILLIS));
            long bytes = 0;
            for (; index < shard.count() && places.size() < limit && bytes < MAX_PAGE_BYTES; index++) {
                Shard.Place place = shard.place(index);
                bytes += place.length();
                places.add(place);
            }
            if (index < shard.count()) {
                next = shard.place(index).sequence();
                behind = Math.max(0, clock.millis() - shard.place(index).arrivalMillis());
            } else if (shard.isOpen()) {
                next = Math.max(from, nextSequence);
            } else {
                next = Shard.NONE;
                children = shard.children().stream().map(KinesisStream::view).toList();
            }
        }
        List<StoredRecord> records = new ArrayList<>(places.size());
        for (Shard.Place place : places) {
            ByteBuffer frame = log.read(place.position(), place.length());
            frame.get();
            records.add(StoredRecord.read(frame));
        }
        return new Page(records, next, behind, children);
    }

    /** The sequence number that the next record gets. */
    synchronized long latest(int number) {
        shard(number);
        return nextSequence;
    }

    /** The sequence number of the first record of a shard that came then or later, else that of the next one. */
    synchronized long since(int number, long millis) {
        Shard shard = shard(number);
        int index = shard.indexSince(millis);
        return index < shard.count() ? shard.place(index).sequence() : nextSequence;
    }

    /** Closes a shard; two others take its range, the second from that hash key on. */
    synchronized void split(int number, BigInteger at) throws IOException {
        Shard parent = openShard(number);
        if (at.compareTo(parent.from()) <= 0 || at.compareTo(parent.to()) > 0) {
            throw Refusal.invalidArgument("NewStartingHashKey is not within the range of " + parent.id() + ".");
        }
        close(parent);
        open(number, Shard.NONE, parent.from(), at.subtract(BigInteger.ONE));
        open(number, Shard.NONE, at, parent.to());
    }

    /** Closes two shards whose ranges meet; another takes both ranges. */
    synchronized void merge(int number, int adjacent) throws IOException {
        Shard one = openShard(number);
        Shard other = openShard(adjacent);
        if (!one.to().add(BigInteger.ONE).equals(other.from())
                && !other.to().add(BigInteger.ONE).equals(one.from())) {
            throw Refusal.invalidArgument(one.id() + " and " + other.id() + " are not adjacent.");
        }
        close(one);
        close(other);
        open(number, adjacent, one.from().min(other.from()), one.to().max(other.to()));
    }

    @Override
    public void close() throws IOException {
        log.close();
    }

    private Shard shard(int number) {
        if (number < 0 || number >= shards.size()) {
            throw Refusal.notFound("Shard " + Shard.id(Math.max(0, number)) + " in stream " + name);
        }
        return shards.get(number);
    }

    private Shard openShard(int number) {
        Shard shard = shard(number);
        if (!shard.isOpen()) {
            throw Refusal.invalidArgument(shard.id() + " is closed.");
        }
        return shard;
    }

    private Shard shardOf(Call.Entry entry) {
        BigInteger hash = entry.explicitHashKey() == null
                ? new BigInteger(1, md5().digest(entry.partitionKey().getBytes(StandardCharsets.UTF_8)))
                : new BigInteger(entry.explicitHashKey());
        return shards.stream()
                .filter(shard -> shard.takes(hash))
                .findFirst()
                .orElseThrow(() -> Refusal.invalidArgument("ExplicitHashKey is not from 0 to 2^128 - 1."));
    }

    /** What AWS takes for hash keys: docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html. */
    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void open(int parent, int adjacent, BigInteger from, BigInteger to) throws IOException {
        Shard shard = new Shard(shards.size(), parent, adjacent, from, to, nextSequence);
        write(OPENED, out -> {
            out.writeInt(parent);
            out.writeInt(adjacent);
            out.writeUTF(from.toString());
            out.writeUTF(to.toString());
            out.writeLong(shard.opened());
        });
        add(shard);
    }

    private void close(Shard shard) throws IOException {
        long last = nextSequence++;
        write(CLOSED, out -> {
            out.writeInt(shard.number());
            out.writeLong(last);
        });
        shard.close(last);
    }

    private void add(Shard shard) {
        shards.add(shard);
        for (int parent : view(shard).parents()) {
            shards.get(parent).children().add(shard);
        }
    }

    /** Writes what belongs to an event of a shard. */
    @FunctionalInterface
    private interface Content {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private void write(byte kind, Content content) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(frame);
        out.writeByte(kind);
        content.writeTo(out);
        log.append(ByteBuffer.allocate(Integer.BYTES + frame.size())
                .putInt(frame.size())
                .put(frame.toByteArray())
                .flip());
    }

    private void replay(long position, ByteBuffer frame) throws IOException {
        byte kind = frame.get();
        switch (kind) {
            case CREATED -> createdMillis = frame.getLong();
            case StoredRecord.KIND -> {
                StoredRecord record = StoredRecord.read(frame);
                shards.get(record.shard()).add(placeOf(record, position));
                nextSequence = record.sequence() + 1;
                lastArrival = record.arrivalMillis();
            }
            case OPENED -> {
                int parent = frame.getInt();
                int adjacent = frame.getInt();
                BigInteger from = number(frame);
                BigInteger to = number(frame);
                add(new Shard(shards.size(), parent, adjacent, from, to, frame.getLong()));
            }
            case CLOSED -> {
                Shard shard = shards.get(frame.getInt());
                shard.close(frame.getLong());
                nextSequence = shard.closed() + 1;
            }
            default -> throw new IOException("The file of stream " + name + " holds what this version does not know");
        }
    }

    private static BigInteger number(ByteBuffer frame) {
        byte[] digits = new byte[frame.getShort()];
        frame.get(digits);
        return new BigInteger(new String(digits, StandardCharsets.US_ASCII));
    }

    private static Shard.Place placeOf(StoredRecord record, long position) {
        return new Shard.Place(record.sequence(), record.arrivalMillis(), position, record.frameBytes());
    }

    private static ShardView view(Shard shard) {
        List<Integer> parents = new ArrayList<>();
        if (shard.parent() != Shard.NONE) {
            parents.add(shard.parent());
        }
        if (shard.adjacentParent() != Shard.NONE) {
            parents.add(shard.adjacentParent());
        }
        return new ShardView(
                shard.id(),
                shard.parent(),
                shard.adjacentParent(),
                shard.from(),
                shard.to(),
                shard.opened(),
                shard.closed(),
                parents);
    }
}
