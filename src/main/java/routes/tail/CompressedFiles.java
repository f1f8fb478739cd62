package routes.tail;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.text.Printable;

/**
 * The files that are compressed by gzip, as their names say. Each is read once, unless it is the compressed form of a
 * source: of one that was read to its end nothing is read again; of one that was read in part the rest is read, under the
 * same name; one that is being read comes first.
 *
 * <p>A form is known by how its content begins, by its size and by the last bytes that were read. So a file that begins with the very bytes of a source that
 * has gone, and is larger, is taken for the rest of it. Files that are still being written are waited for. One is read
 * at a time, which bounds memory. Belongs to the reader thread.
 */
final class CompressedFiles implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(CompressedFiles.class);
    private static final String SUFFIX = ".gz";

    private final TailOptions options;
    private final TailCounters counters;
    private final LineReader reader;
    private final Opener opener;
    private final PastSources past;
    private final Map<Object, CompressedFile> known = new LinkedHashMap<>();
    private final Map<Object, Path> beside = new HashMap<>();
    private CompressedFile current;
    private GzipMeasure measure;
    private SourceFile reading;

    CompressedFiles(TailOptions options, TailCounters counters, LineReader reader, Opener opener, PastSources past) {
        this.options = options;
        this.counters = counters;
        this.reader = reader;
        this.opener = opener;
        this.past = past;
    }

    static boolean isOne(Path path) {
        return path.toString().endsWith(SUFFIX);
    }

    /** Takes the listed files in place of those listed before. */
    void listed(Map<Object, Path> files) {
        Map<Object, Path> all = new LinkedHashMap<>(beside);
        all.putAll(files);
        known.keySet().retainAll(all.keySet());
        all.forEach((key, path) -> know(key, path, !files.containsKey(key)));
    }

    /** A file that no glob matches, beside where a source was: of it only the rest of that source is read. */
    void foundBeside(Object key, Path path) {
        if (!known.containsKey(key)) {
            beside.put(key, path);
            know(key, path, true);
        }
    }

    private void know(Object key, Path path, boolean isRestOnly) {
        CompressedFile file = known.get(key);
        if (file == null || !file.canBeAt(path)) {
            file = new CompressedFile(key);
            known.put(key, file);
        }
        file.isAt(path, isRestOnly);
    }

    /** Has those that are known by now left out. */
    void leaveOut() {
        known.values().forEach(file -> file.isLeftOut = true);
    }

    /**
     * Goes on deciding.
     *
     * @param open the sources being read
     * @return a source to be read from now on, if one was found
     */
    Optional<SourceFile> scan(Collection<SourceFile> open, Instant now) throws IOException {
        if (reading != null && reading.isOpen()) {
            return Optional.empty();
        }
        if (measure == null) {
            for (CompressedFile file : List.copyOf(known.values())) {
                if (measure == null && file.isDue()) {
                    attempt(file, () -> decide(file, open, now), now);
                }
            }
        }
        reading = null;
        if (measure != null) {
            attempt(current, () -> measure(now), now);
        }
        return Optional.ofNullable(reading);
    }

    /** Says that a source has been read to its end. */
    void done(SourceFile source) {
        CompressedFile file = known.get(source.key());
        if (file != null) {
            file.settle(source.id());
        }
    }

    /** Has what is remembered of files kept that are still there. */
    void remember(Instant now) {
        known.values().forEach(file -> file.source().ifPresent(source -> past.seen(source, now)));
    }

    @Override
    public void close() throws IOException {
        if (measure != null) {
            measure.close();
            measure = null;
        }
    }

    private void attempt(CompressedFile file, Step step, Instant now) throws IOException {
        try {
            step.take();
        } catch (EOFException e) {
            LOG.info("{} is not written to its end yet, which is waited for", Printable.of(file.path()));
            file.failed(e);
            close();
        } catch (IOException e) {
            opener.failed(file.path(), e, now);
            file.failed(e);
            close();
        }
    }

    private void decide(CompressedFile file, Collection<SourceFile> open, Instant now) throws IOException {
        FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ);
        try {
            if (decide(file, new GzipForm(channel), open, now)) {
                opener.ended(file.path());
            } else {
                measure = new GzipMeasure(channel);
                current = file;
            }
        } finally {
            if (measure == null) {
                channel.close();
            }
        }
    }

    /** Returns whether there is nothing to read. */
    private boolean decide(CompressedFile file, GzipForm form, Collection<SourceFile> open, Instant now)
            throws IOException {
        FileIdentity identity = FileIdentity.of(file.path());
        for (Checkpoint.Entry entry : past.all()) {
            if (form.isWhole(entry) && !isOfAnother(entry, identity)) {
                settle(file, entry.movedTo(identity, file.path()));
                return true;
            }
        }
        for (SourceFile source : open) {
            if (source.isRotated() && source.isNamed() && form.holds(source.fingerprint())) {
                LOG.info(
                        "{} is the compressed form of {}, which is read to its end first",
                        Printable.of(file.path()),
                        source.path());
                file.waitFor(source);
                return true;
            }
        }
        if (file.isLeftOut) {
            Fingerprint begins = form.begins(headerEnd(form), options.fingerprint());
            SourceId id = past.unused(SourceId.of(options.agentId(), identity, begins));
            settle(
                    file,
                    new Checkpoint.Entry(
                            id, identity, file.path().toString(), begins, form.statedSize(), null, now.toEpochMilli()));
            return true;
        }
        return false;
    }

    private long headerEnd(GzipForm form) throws IOException {
        return Math.max(
                0,
                reader.afterLines(
                        form.content(),
                        options.skipHeaderLines(),
                        form.content().size()));
    }

    private void settle(CompressedFile file, Checkpoint.Entry entry) {
        past.add(entry);
        file.settle(entry.source());
        LOG.info("Nothing is left to read of {}", Printable.of(file.path()));
    }

    /** Whether another of the compressed files is known to be that source. */
    private boolean isOfAnother(Checkpoint.Entry entry, FileIdentity identity) {
        return entry.path().endsWith(SUFFIX)
                && !identity.canBe(entry.file())
                && known.values().stream()
                        .anyMatch(file ->
                                file.source().filter(entry.source()::equals).isPresent()
                                        || file.path().toString().equals(entry.path()));
    }

    /**
     * Whether that source was another compressed file, of other content. Such files do not grow, so this one does not go
     * on where that ended, though it begins with all that was in it.
     */
    private static boolean isAllOfAnother(Checkpoint.Entry entry, FileIdentity identity, long size) {
        return entry.path().endsWith(SUFFIX) && !identity.canBe(entry.file()) && entry.offset() != size;
    }

    private void measure(Instant now) throws IOException {
        if (!measure.advance()) {
            return;
        }
        GzipContent content = measure.content();
        measure = null;
        opener.ended(current.path());
        FileIdentity identity = FileIdentity.of(current.path());
        SourceFile source = new SourceFile(options, counters, content, identity, current.key(), current.path(), now);
        boolean isRest = resume(source, identity, content.size(), now);
        if (isRest || !current.isRestOnly()) {
            reading = source;
        } else {
            current.settle(null);
            source.close();
        }
    }

    /** Goes on with the source of this very file, or of the largest part of what it is the form of. */
    private boolean resume(SourceFile source, FileIdentity identity, long size, Instant now) throws IOException {
        List<Checkpoint.Entry> entries = past.byLikeness(identity);
        for (Checkpoint.Entry entry : entries) {
            if (!entry.fingerprint().equals(Fingerprint.NOTHING)
                    && !isOfAnother(entry, identity)
                    && !isAllOfAnother(entry, identity, size)
                    && source.resume(reader, entry, now)) {
                past.remove(entry);
                LOG.info(
                        "Reading {} as {} from offset {}", Printable.of(source.path()), entry.source(), entry.offset());
                return true;
            }
        }
        return false;
    }

    private interface Step {
        void take() throws IOException;
    }
}
