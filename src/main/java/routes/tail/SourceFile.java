package routes.tail;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.delivery.FileRange;
import routes.delivery.FirehoseLimits;
import routes.delivery.OverlongLine;
import routes.delivery.RecordBatch;
import routes.delivery.Source;
import routes.text.Printable;

/**
 * One open file that is being followed. Its descriptor stays open through renaming and deletion, so nothing written to
 * it is missed.
 *
 * <p><b>Truncation.</b> A file that has become shorter than what was read of it, or no longer begins as it did, has been
 * truncated: its generation is raised and it is read from its start. The start is compared again after every read and
 * before the lines leave, so lines are never given offsets of the wrong generation as long as the new content differs
 * from the old within the fingerprint. Three things cannot be promised where files are rotated by copying and
 * truncating: bytes written between the copy and the truncation are in neither file, so nobody can read them; bytes not
 * yet read at the truncation are gone; and a file that was truncated and has grown beyond the offset again, beginning
 * with the very bytes it began with before, looks as if it had only grown. Rotation by renaming has none of these.
 *
 * <p>Belongs to the reader thread, but for {@link #acknowledged} and the streams of over-long lines.
 */
final class SourceFile implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceFile.class);

    /** Time after which a file that has not grown is compared again: it may have been rewritten at the same size. */
    private static final Duration IDLE_CHECK = Duration.ofSeconds(10);

    private final TailOptions options;
    private final TailCounters counters;
    private final FileChannel file;
    private final FileIdentity identity;
    private final Object key;

    private Path path;
    // Also read by the streams of over-long lines, from other threads.
    private volatile SourceId id;
    private Fingerprint fingerprint;
    private String header = "";
    private boolean isRegistered;
    private Acknowledged acknowledged = new Acknowledged(0);
    private long offset;
    private long searched;
    private long size;
    private long triedSize = -1;
    private Instant readAt = Instant.EPOCH;
    private Instant verifiedAt = Instant.EPOCH;
    private Instant grownAt;
    private Instant rotatedAt;

    SourceFile(
            TailOptions options,
            TailCounters counters,
            FileChannel file,
            FileIdentity identity,
            Object key,
            Path path,
            Instant now) {
        this.options = options;
        this.counters = counters;
        this.file = file;
        this.identity = identity;
        this.key = key;
        this.path = path;
        this.grownAt = now;
    }

    /**
     * Goes on where a checkpoint says, if this is the file that it means.
     *
     * @return whether it is
     */
    boolean resume(LineReader reader, Checkpoint.Entry entry, Instant now) throws IOException {
        if (!identity.canBe(entry.file()) || file.size() < entry.offset()) {
            return false;
        }
        if (!path.toString().equals(entry.path())) {
            rotatedAt = now;
        }
        if (entry.fingerprint().equals(Fingerprint.NOTHING)) {
            id = entry.source();
            return true;
        }
        Optional<Fingerprint> same = entry.fingerprint().verify(file, options.fingerprint());
        if (same.isEmpty()) {
            rotatedAt = null;
            return false;
        }
        fingerprint = same.get();
        header = reader.text(file, fingerprint.from());
        id = entry.source();
        isRegistered = true;
        offset = entry.offset();
        searched = offset;
        acknowledged = new Acknowledged(offset);
        return true;
    }

    /**
     * Gives the source its name, once there is something behind the header to tell it by.
     *
     * @param former the checkpoint of a file that had this inode before, or null; a name is never given twice
     * @return whether it was named just now and must be registered
     */
    boolean nameIfPossible(LineReader reader, Checkpoint.Entry former) throws IOException {
        if (fingerprint != null) {
            return false;
        }
        long start = reader.afterLines(file, options.skipHeaderLines(), file.size());
        if (start < 0 || file.size() <= start) {
            return false;
        }
        Fingerprint begins = Fingerprint.of(file, start, options.fingerprint());
        if (begins.length() == 0) {
            return false;
        }
        fingerprint = begins;
        header = reader.text(file, start);
        if (id == null) {
            SourceId fresh = SourceId.of(options.agentId(), identity, begins);
            boolean isTaken = former != null && former.source().hash().equals(fresh.hash());
            id = isTaken ? former.source().nextGeneration() : fresh;
        }
        offset = start;
        searched = start;
        acknowledged = new Acknowledged(start);
        LOG.info("Reading {} as {} from offset {}", Printable.of(path), id, start);
        return true;
    }

    /** To be called once the name is durable; nothing is read before. */
    void registered() {
        isRegistered = fingerprint != null;
    }

    /**
     * The next range to send, if there is one by now.
     *
     * @param room bytes of records that may be held
     */
    Optional<FileRange> next(LineReader reader, long room, Instant now) throws IOException {
        look(now);
        boolean isLast = isGraceOver(now);
        long waiting = size - offset;
        boolean isFull = waiting >= FirehoseLimits.FULL_BATCH_BYTES;
        boolean hasLingered = !now.isBefore(readAt.plus(options.linger()));
        boolean hasRoom = room >= Math.min(waiting, FirehoseLimits.FULL_RECORD_BYTES);
        if (isRegistered && waiting == 0 && !now.isBefore(verifiedAt.plus(IDLE_CHECK))) {
            verify(now);
        }
        if (!isRegistered || waiting == 0 || !hasRoom) {
            return Optional.empty();
        }
        if (!isLast && (size == triedSize || !(isFull || hasLingered || isSearching()))) {
            return Optional.empty();
        }
        readAt = now;
        Reading reading = reader.read(file, offset, size, searched, room, isLast);
        return verify(now) ? take(reading) : Optional.empty();
    }

    private boolean verify(Instant now) throws IOException {
        verifiedAt = now;
        Optional<Fingerprint> same = fingerprint.verify(file, options.fingerprint());
        if (same.isEmpty()) {
            truncated();
            return false;
        }
        fingerprint = same.get();
        return true;
    }

    private Optional<FileRange> take(Reading reading) {
        if (reading instanceof Reading.Unfinished unfinished) {
            searched = unfinished.searchedTo();
            triedSize = isSearching() && searched < size ? -1 : size;
            return Optional.empty();
        }
        FileRange range = reading instanceof Reading.Lines lines
                ? new RecordBatch(source(), lines.records())
                : overlong((Reading.Overlong) reading);
        offset = range.to();
        searched = offset;
        return Optional.of(range);
    }

    private OverlongLine overlong(Reading.Overlong line) {
        SourceId current = id;
        return new OverlongLine(
                source(),
                line.from(),
                line.to(),
                () -> new RangeInputStream(file, line.from(), line.to(), () -> current.equals(id)));
    }

    private Source source() {
        return new Source(options.feed(), id.toString(), path, header);
    }

    /** Notices growth and truncation. */
    private void look(Instant now) throws IOException {
        long current = file.size();
        if (current < offset || (fingerprint != null && current < fingerprint.from() + fingerprint.length())) {
            truncated();
        } else if (current > size) {
            grownAt = now;
        }
        size = current;
    }

    private void truncated() throws IOException {
        id = id == null ? null : id.nextGeneration();
        fingerprint = null;
        header = "";
        isRegistered = false;
        offset = 0;
        searched = 0;
        triedSize = -1;
        acknowledged = new Acknowledged(0);
        size = file.size();
        counters.truncations.incrementAndGet();
        LOG.warn(
                "{} was truncated and is read from its start; what was written to it just before may not have been read."
                        + " To lose nothing, rotate by renaming.",
                Printable.of(path));
    }

    /** Where a listing has found the file, or null if it has a name that is not looked for, or none. */
    void seenAt(Path found, Instant now) {
        if (found == null) {
            rotatedAt = rotatedAt == null ? now : rotatedAt;
        } else if (!found.equals(path)) {
            LOG.info("{} was renamed to {}", Printable.of(path), Printable.of(found));
            path = found;
            rotatedAt = now;
        }
    }

    void rotated(Instant now) {
        rotatedAt = now;
    }

    private boolean isGraceOver(Instant now) {
        if (rotatedAt == null) {
            return false;
        }
        Instant quietSince = rotatedAt.isAfter(grownAt) ? rotatedAt : grownAt;
        return !now.isBefore(quietSince.plus(options.grace()));
    }

    /** Whether everything has been acknowledged of a file that nobody is going to write to any more. */
    boolean isDone(Instant now) throws IOException {
        if (!isGraceOver(now)) {
            return false;
        }
        look(now);
        return fingerprint == null || (offset == size && acknowledged.offset() == offset);
    }

    /** Whether to look again before the next scan. */
    boolean isBusy(Instant now) {
        Duration memory = options.scan().plus(options.linger());
        return isSearching() || (size > offset && size != triedSize) || now.isBefore(readAt.plus(memory));
    }

    /** Whether it is in the middle of an over-long line. */
    boolean isSearching() {
        return searched > offset && searched < size;
    }

    /** What to save, if the source has a name. After a truncation its next name is kept before it is used. */
    Optional<Checkpoint.Entry> entry(Instant now) {
        if (id == null) {
            return Optional.empty();
        }
        return Optional.of(new Checkpoint.Entry(
                id,
                identity,
                path.toString(),
                fingerprint == null ? Fingerprint.NOTHING : fingerprint,
                acknowledged.offset(),
                now.toEpochMilli()));
    }

    /** Bytes in the file that are not acknowledged, header included as long as the source has no name. */
    long behind() {
        return Math.max(0, size - acknowledged.offset());
    }

    /** Whether all of it is acknowledged but the beginning of a line, or of a header, that its writer has to end. */
    boolean awaitsWriter() {
        return fingerprint == null || (offset == acknowledged.offset() && size == triedSize);
    }

    /** Whether some of it has been handed over and is not acknowledged. */
    boolean isUnderWay() {
        return offset > acknowledged.offset();
    }

    Acknowledged acknowledged() {
        return acknowledged;
    }

    boolean isNamed() {
        return fingerprint != null;
    }

    FileIdentity identity() {
        return identity;
    }

    Object key() {
        return key;
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
