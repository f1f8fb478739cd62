package routes.tail;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.delivery.FileRange;
import routes.delivery.FileRecords;
import routes.delivery.FirehoseLimits;
import routes.delivery.OverlongLine;
import routes.delivery.Source;
import routes.text.Printable;

/**
 * One open file that is being followed. Its descriptor stays open through renaming and deletion, so nothing written to
 * it is missed.
 *
 * <p><b>Order.</b> The lines of a file leave in its order, for one batch is under way at a time; over-long lines, which
 * go elsewhere, do not count. A file that is further behind than {@link TailOptions#catchUp} has several under way,
 * and a batch of it that is sent again can then arrive after the next.
 *
 * <p><b>Truncation.</b> A file that has become shorter than what was read of it, or no longer begins as it did, has been
 * truncated: its generation is raised and it is read from its start. The start, and the last bytes that were read, are
 * compared again after every read and before the lines leave, so lines are never given offsets of the wrong generation as
 * long as the new content differs from the old in one of these places. What was read before is in memory and is still
 * delivered. Where files are rotated by copying and truncating, three things cannot be promised:
 *
 * <ul>
 *   <li>bytes written between the copy and the truncation are in neither file, and nobody can count them;
 *   <li>bytes not yet read at the truncation are gone; those that were seen in the file's size are counted and told;
 *   <li>a file that was truncated and has grown beyond the offset again, with the very same bytes at its start and before
 *       the offset, looks as if it had only grown.
 * </ul>
 *
 * Rotation by renaming has none of these.
 *
 * <p>Belongs to the reader thread, but for {@link #acknowledged} and the streams of over-long lines.
 */
final class SourceFile implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceFile.class);

    private final TailOptions options;
    private final TailCounters counters;
    private final Content content;
    private final FileIdentity identity;
    private final Object key;
    private final Rotation rotation;
    private final UnderWay underWay = new UnderWay();

    // Also read by the streams of over-long lines, from other threads.
    private volatile SourceId id;
    private Beginning beginning;
    /** The last bytes that were read: a file that begins as before but not goes on so is another. */
    private Optional<Fingerprint> last = Optional.empty();

    private boolean isOpen = true;
    private boolean isRegistered;
    private Acknowledged acknowledged = new Acknowledged(0);
    private long beginAt;
    private long offset;
    private long searched;
    private boolean isSearching;
    private long size;
    /** The size when the content was last known to begin as it did. */
    private long verifiedSize;

    private long triedSize = -1;
    private Ending triedEnding = Ending.OPEN;
    private Instant readAt = Instant.EPOCH;
    /** Until then it counts as busy, in milliseconds since 1970 UTC. */
    private long idleFrom;

    private Checkpoint.Entry saved;

    SourceFile(
            TailOptions options,
            TailCounters counters,
            Content content,
            FileIdentity identity,
            Object key,
            Path path,
            Instant now) {
        this.options = options;
        this.counters = counters;
        this.content = content;
        this.identity = identity;
        this.key = key;
        this.rotation = new Rotation(options.grace(), path, now);
    }

    /**
     * Goes on where a checkpoint says, if this is the content that it means.
     *
     * @return whether it is
     */
    boolean resume(LineReader reader, Checkpoint.Entry entry, Instant now) throws IOException {
        if (content.size() < entry.offset()) {
            return false;
        }
        if (!entry.fingerprint().equals(Fingerprint.NOTHING)) {
            Optional<Beginning> same = Beginning.resume(content, reader, entry.fingerprint(), options.fingerprint());
            if (same.isEmpty()) {
                return false;
            }
            if (entry.last() != null && entry.last().verify(content, 0).isEmpty()) {
                return false;
            }
            last = Optional.ofNullable(entry.last());
            begin(same.get(), entry.offset());
            isRegistered = true;
        }
        id = entry.source();
        if (!path().toString().equals(entry.path())) {
            rotation.rotated(now);
        }
        return true;
    }

    /** Leaves out the whole lines that are in the file by now. To be called before it has a name. */
    void beginAtEnd(LineReader reader) throws IOException {
        beginAt = reader.afterLastLine(content, content.size());
    }

    /**
     * Gives the source its name, once there is something behind the header to tell it by.
     *
     * @param past the sources that were; a name is never given twice
     * @return whether it was named just now and must be registered
     */
    boolean nameIfPossible(LineReader reader, PastSources past) throws IOException {
        if (beginning != null) {
            return false;
        }
        long end = content.size();
        long start = end == 0 ? -1 : reader.afterLines(content, options.skipHeaderLines(), end);
        if (start < 0 || end <= start) {
            return false;
        }
        Optional<Beginning> found = Beginning.of(content, reader, start, options.fingerprint());
        if (found.isEmpty()) {
            return false;
        }
        begin(found.get(), Math.max(start, beginAt));
        if (id == null) {
            id = past.unused(SourceId.of(options.agentId(), identity, beginning.fingerprint()));
        }
        LOG.info("Reading {} as {} from offset {}", Printable.of(path()), id, offset);
        return true;
    }

    private void begin(Beginning found, long at) {
        beginning = found;
        offset = at;
        searched = at;
        acknowledged = new Acknowledged(at);
    }

    /** To be called once the name is durable; nothing is read before. */
    void registered() {
        isRegistered = beginning != null;
    }

    /** Bytes that are in the file by now and have not been read; zero as long as nothing of it may be. */
    long waiting(Instant now) throws IOException {
        look(now);
        return isRegistered && !isHeldBack() ? size - offset : 0;
    }

    /**
     * The next range to send, if there is one by now.
     *
     * @param room bytes of records that may be held
     */
    Optional<FileRange> next(LineReader reader, long room, Instant now) throws IOException {
        look(now);
        if (!isRegistered) {
            return Optional.empty();
        }
        long waiting = size - offset;
        if (waiting == 0) {
            boolean isDue = beginning.isDue(now.toEpochMilli());
            if (!beginning.isUnchangedIfDue(now) || (isDue && !isLastUnchanged())) {
                truncated(verifiedSize);
            }
            return Optional.empty();
        }
        Ending ending = ending(now);
        if (!isDue(ending, now) || room < Math.min(waiting, FirehoseLimits.FULL_RECORD_BYTES) || isHeldBack()) {
            return Optional.empty();
        }
        readAt = now;
        idleFrom = now.plus(options.linger()).plus(options.scan()).toEpochMilli();
        Reading reading = reader.read(content, offset, size, searched, room, ending);
        if (!beginning.isUnchanged(now) || !isLastUnchanged()) {
            truncated(verifiedSize);
            return Optional.empty();
        }
        verifiedSize = size;
        return take(reading, ending);
    }

    /**
     * Whether there is nothing to do for a file that has long been read to its end. Thousands of these are looked at in
     * every scan, so it asks for nothing but the size.
     *
     * @param now milliseconds since 1970 UTC
     */
    boolean isIdle(long now) throws IOException {
        return isRegistered && size == offset && now > idleFrom && content.size() == size && !beginning.isDue(now);
    }

    /** Whether all of it has been acknowledged and nothing been added for so long, as far as is known without looking. */
    boolean isDormant(Duration time, long now) {
        return isRegistered && behind() == 0 && size == offset && now > idleFrom + time.toMillis();
    }

    private boolean isLastUnchanged() throws IOException {
        // What is compressed cannot change, and has no quick way back.
        return content.isComplete()
                || last.isEmpty()
                || last.get().verify(content, 0).isPresent();
    }

    private Ending ending(Instant now) {
        if (content.isComplete() || rotation.isOver(now)) {
            return Ending.LAST;
        }
        if (options.unfinishedAfter().isPresent()
                && rotation.isQuietFor(options.unfinishedAfter().get(), now)) {
            return Ending.LAST;
        }
        return rotation.isQuietFor(options.entryWait(), now) ? Ending.QUIET : Ending.OPEN;
    }

    private boolean isDue(Ending ending, Instant now) {
        if (size == triedSize && ending == triedEnding) {
            return false;
        }
        return ending == Ending.LAST || isSearching || size - offset >= options.batch() || !now.isBefore(dueAt());
    }

    /** When what is in the file has waited long enough for more. */
    Instant dueAt() {
        return readAt.plus(options.linger());
    }

    private boolean isHeldBack() {
        long bytes = underWay.bytes();
        return bytes > 0 && size - offset + bytes <= options.catchUp();
    }

    private Optional<FileRange> take(Reading reading, Ending ending) throws IOException {
        if (reading instanceof Reading.Unfinished unfinished) {
            searched = unfinished.searchedTo();
            isSearching = unfinished.hasMore();
            triedSize = isSearching ? -1 : size;
            triedEnding = ending;
            return Optional.empty();
        }
        FileRange range =
                reading instanceof Reading.Lines lines ? records(lines) : overlong((Reading.Overlong) reading);
        offset = range.to();
        searched = offset;
        isSearching = false;
        last = lastOf(reading);
        return Optional.of(range);
    }

    /** The last bytes of what was just read, from the file again only where memory holds too few of them. */
    private Optional<Fingerprint> lastOf(Reading reading) throws IOException {
        Optional<Fingerprint> read = reading instanceof Reading.Lines lines
                ? Fingerprint.last(lines.records().get(lines.records().size() - 1))
                : Optional.empty();
        boolean isEnough =
                content.isComplete() || read.filter(Fingerprint::isFull).isPresent();
        return isEnough ? read : before(offset);
    }

    private Optional<Fingerprint> before(long at) throws IOException {
        return Fingerprint.before(content, beginning.fingerprint().from(), at);
    }

    private FileRecords records(Reading.Lines lines) {
        FileRecords records = new FileRecords(source(), lines.records());
        underWay.add(acknowledged, records);
        return records;
    }

    private OverlongLine overlong(Reading.Overlong line) {
        SourceId current = id;
        return new OverlongLine(
                source(),
                line.from(),
                line.to(),
                () -> new RangeInputStream(content.view(), line.from(), line.to(), () -> current.equals(id)));
    }

    private Source source() {
        return new Source(options.feed(), id.toString(), path(), beginning.header());
    }

    /** Notices growth and truncation. */
    private void look(Instant now) throws IOException {
        long current = content.size();
        if (current == size) {
            return;
        }
        if (current < offset || (beginning != null && beginning.isLongerThan(current))) {
            truncated(size);
        } else if (current > size) {
            rotation.grew(now);
        }
        size = current;
    }

    /**
     * Begins anew.
     *
     * @param seen the size that the file is known to have had
     */
    private void truncated(long seen) throws IOException {
        long unread = Math.max(0, seen - offset);
        id = id == null ? null : id.nextGeneration();
        beginning = null;
        last = Optional.empty();
        isRegistered = false;
        beginAt = 0;
        offset = 0;
        searched = 0;
        isSearching = false;
        triedSize = -1;
        verifiedSize = 0;
        acknowledged = new Acknowledged(0);
        size = content.size();
        counters.truncations.incrementAndGet();
        counters.unread.addAndGet(unread);
        LOG.warn(
                "{} was truncated and is read from its start. {} bytes seen in it had not been read and are lost; what"
                        + " was written just before may be lost too. To lose nothing, rotate by renaming.",
                Printable.of(path()),
                unread);
    }

    /** Where a listing has found the file, or null if it has a name that is not looked for, or none. */
    void seenAt(Path found, Instant now) {
        rotation.seenAt(found, now);
    }

    boolean isRotated() {
        return rotation.isRotated();
    }

    /** Whether everything has been acknowledged of a file that nobody is going to write to any more. */
    boolean isDone(Instant now) throws IOException {
        if (!content.isComplete() && !rotation.isOver(now)) {
            return false;
        }
        look(now);
        return beginning == null || (offset == size && acknowledged.offset() == offset);
    }

    /** Whether to look again before the next scan. */
    boolean isBusy(Instant now) {
        return isSearching || (size > offset && size != triedSize) || now.isBefore(dueAt().plus(options.scan()));
    }

    /** Whether all of it has been handed over but the beginning of a line, as of the last look. */
    boolean isRead() {
        return !isSearching && (size <= offset || size == triedSize);
    }

    /** Whether it is in the middle of an over-long line, and more of it is there. */
    boolean isSearching() {
        return isSearching;
    }

    /** What to save, if the source has a name. After a truncation its next name is kept before it is used. */
    Optional<Checkpoint.Entry> entry(Instant now) {
        if (id == null) {
            return Optional.empty();
        }
        long acknowledgedTo = acknowledged.offset();
        Fingerprint begins = beginning == null ? Fingerprint.NOTHING : beginning.fingerprint();
        // The same object as long as nothing changes: idle files are compared by the second.
        if (saved == null
                || saved.offset() != acknowledgedTo
                || saved.seenAtMillis() != now.toEpochMilli()
                || !saved.source().equals(id)
                || !saved.fingerprint().equals(begins)
                || !saved.path().equals(path().toString())) {
            saved = new Checkpoint.Entry(
                    id,
                    identity,
                    path().toString(),
                    begins,
                    acknowledgedTo,
                    lastBefore(acknowledgedTo),
                    now.toEpochMilli());
        }
        return Optional.of(saved);
    }

    private Fingerprint lastBefore(long acknowledgedTo) {
        if (acknowledgedTo == offset) {
            return last.orElse(null);
        }
        // What is compressed has no quick way back.
        if (beginning == null || content.isComplete()) {
            return null;
        }
        try {
            return before(acknowledgedTo).orElse(null);
        } catch (IOException e) {
            // It only makes the entry surer, and reading on will tell what is wrong.
            LOG.debug("Cannot read {} again: {}", Printable.of(path()), Printable.of(e));
            return null;
        }
    }

    /** Bytes in the file that are not acknowledged, header included as long as the source has no name. */
    long behind() {
        return Math.max(0, size - acknowledged.offset());
    }

    /** Whether all of it is acknowledged but the beginning of a line, or of a header, that its writer has to end. */
    boolean awaitsWriter() {
        return beginning == null || (offset == acknowledged.offset() && size == triedSize);
    }

    /** Whether some of it has been handed over and is not acknowledged. */
    boolean isUnderWay() {
        return offset > acknowledged.offset();
    }

    Acknowledged acknowledged() {
        return acknowledged;
    }

    boolean isNamed() {
        return beginning != null;
    }

    /** How it begins, once it is named. */
    Fingerprint fingerprint() {
        return beginning.fingerprint();
    }

    /** Whether it is listed or not, it may be let go of once it is done. */
    boolean isComplete() {
        return content.isComplete();
    }

    /** Its name, or null as long as it has none. */
    SourceId id() {
        return id;
    }

    FileIdentity identity() {
        return identity;
    }

    Object key() {
        return key;
    }

    Path path() {
        return rotation.path();
    }

    boolean isOpen() {
        return isOpen;
    }

    @Override
    public void close() throws IOException {
        isOpen = false;
        content.close();
    }
}
