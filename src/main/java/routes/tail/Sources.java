package routes.tail;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.delivery.FirehoseLimits;
import routes.text.Printable;

/**
 * The files of a feed: finds new ones, follows renamed ones, lets go of those that are done, and remembers all of them
 * in the checkpoint.
 *
 * <p>A file is known by its inode and how it begins, so one that is renamed to another matching name is not read twice.
 * A copy is another file: globs must not match the copies that a rotation by copying leaves.
 *
 * <p>A new source is in the checkpoint before its first line leaves. After a crash it has the same name again, and a
 * line that leaves twice leaves under the same source and offset. Belongs to the reader thread.
 */
final class Sources implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

    private final TailOptions options;
    private final TailCounters counters;
    private final FilePatterns patterns;
    private final CheckpointFile checkpoint;
    private final SaveTrouble trouble;
    private final LineReader reader;
    private final Opener opener;
    private final Map<Object, SourceFile> open = new LinkedHashMap<>();
    private final PastSources past = new PastSources();
    private final CompressedFiles compressed;
    private final boolean isFirstStart;
    private SortedMap<Path, Object> listed = Collections.emptySortedMap();
    private Map<Object, Path> paths = Map.of();
    private List<Checkpoint.Entry> saved;
    private boolean isAllOpen;
    private boolean isFirstScan = true;
    /** Files of the first listing that could not be opened yet; nothing of what was in them is read. */
    private final Set<Object> leftOut = new HashSet<>();

    private final Set<SourceFile> unnamed = new LinkedHashSet<>();
    private final Set<SourceFile> leaving = new LinkedHashSet<>();
    /** Since the last scan. */
    private final List<SourceFile> arrived = new ArrayList<>();

    private long truncations;

    /**
     * Loads the checkpoint.
     *
     * @throws CheckpointException if the checkpoint cannot be used
     * @throws IllegalArgumentException if the globs are none
     */
    Sources(TailOptions options, TailCounters counters) throws IOException {
        this.options = options;
        this.counters = counters;
        this.patterns = new FilePatterns(options.files());
        this.opener = new Opener(counters.problems);
        this.reader = new LineReader(
                FirehoseLimits.FULL_RECORD_BYTES,
                options.batch(),
                Framing.of(options.entryStart().orElse(null)));
        this.compressed = new CompressedFiles(options, counters, reader, opener, past);
        this.checkpoint = new CheckpointFile(options.checkpoint(), options.feed());
        this.trouble = new SaveTrouble(checkpoint.file());
        try {
            Optional<Checkpoint> found = checkpoint.load();
            isFirstStart = found.isEmpty();
            found.ifPresent(before -> before.sources().forEach(past::add));
        } catch (RuntimeException e) {
            checkpoint.close();
            throw e;
        }
    }

    /**
     * Looks for new, renamed and deleted files.
     *
     * @return those that are followed since the last scan
     */
    List<SourceFile> scan(Instant now) throws IOException {
        SortedMap<Path, Object> found = patterns.list();
        // The same object as last time says that no file came, went or was renamed.
        if (!found.equals(listed)) {
            listed = found;
            isAllOpen = false;
            paths = new LinkedHashMap<>();
            Map<Object, Path> compressedPaths = new LinkedHashMap<>();
            found.forEach(
                    (path, key) -> (CompressedFiles.isOne(path) ? compressedPaths : paths).putIfAbsent(key, path));
            compressed.listed(compressedPaths);
            if (isFirstScan && isFirstStart && options.beginAtEnd()) {
                leftOut.addAll(paths.keySet());
            }
            leftOut.retainAll(paths.keySet());
            open.values().forEach(source -> place(source, now));
        }
        if (!isAllOpen) {
            openNew(now);
        }
        counters.problems.keepOnly(path -> found.containsKey(path)
                || open.values().stream().anyMatch(source -> source.path().equals(path)));
        if (isFirstScan) {
            findMoved(now);
            if (isFirstStart && options.beginAtEnd()) {
                compressed.leaveOut();
            }
            isFirstScan = false;
            save(now);
        }
        compressed.scan(open.values(), now).ifPresent(source -> {
            follow(source);
            leaving.add(source);
        });
        name(now);
        closeDone(now);
        List<SourceFile> fresh = List.copyOf(arrived);
        arrived.clear();
        return fresh;
    }

    /** The files being followed, in the order they were found. Not a copy: the next scan changes it. */
    Collection<SourceFile> open() {
        return Collections.unmodifiableCollection(open.values());
    }

    LineReader reader() {
        return reader;
    }

    private void place(SourceFile source, Instant now) {
        boolean isInPlace = source.key().equals(listed.get(source.path()));
        source.seenAt(isInPlace ? source.path() : paths.get(source.key()), now);
        if (source.isComplete() || !paths.containsKey(source.key())) {
            leaving.add(source);
        } else {
            leaving.remove(source);
        }
    }

    private void openNew(Instant now) throws IOException {
        opener.beginRound();
        isAllOpen = true;
        for (Map.Entry<Object, Path> file : paths.entrySet()) {
            if (!open.containsKey(file.getKey())) {
                SourceFile source = opener.canOpenMore() ? open(file.getValue(), file.getKey(), now) : null;
                isAllOpen &= source != null;
                if (source != null && leftOut.remove(source.key())) {
                    source.beginAtEnd(reader);
                }
            }
        }
    }

    /** Names the sources that can be named by now, and makes the names durable. */
    private void name(Instant now) throws IOException {
        boolean isNamed = false;
        if (counters.truncations.get() != truncations) {
            truncations = counters.truncations.get();
            open.values().stream().filter(source -> !source.isNamed()).forEach(unnamed::add);
        }
        for (SourceFile source : List.copyOf(unnamed)) {
            try {
                if (source.isNamed() || source.nameIfPossible(reader, past)) {
                    unnamed.remove(source);
                    isNamed = true;
                }
            } catch (IOException e) {
                opener.failed(source.path(), e, now);
            }
        }
        if (isNamed) {
            save(now);
        }
    }

    /**
     * Makes durable how far every source is acknowledged, if that has changed. Where that fails the last save stands, and
     * sources that it does not name are not read yet.
     */
    void save(Instant now) {
        try {
            saveOrFail(now);
            trouble.ended();
        } catch (IOException e) {
            trouble.failed(e, now);
        }
    }

    /** The same at a stop. */
    void saveLast(Instant now) {
        try {
            saveOrFail(now);
        } catch (IOException e) {
            trouble.failedAtStop(e);
        }
    }

    private void saveOrFail(Instant now) throws IOException {
        // In whole hours, so that a quiet feed is not written every second.
        Instant hour = now.truncatedTo(ChronoUnit.HOURS);
        compressed.remember(hour);
        past.forgetBefore(hour.minus(Checkpoint.KEEP_GONE));
        List<Checkpoint.Entry> entries = new ArrayList<>(past.all());
        open.values().forEach(source -> source.entry(hour).ifPresent(entries::add));
        if (!entries.equals(saved)) {
            checkpoint.save(Checkpoint.of(options.feed(), entries));
            saved = entries;
        }
        open.values().forEach(SourceFile::registered);
    }

    /** Closes every file. Does not save. */
    @Override
    public void close() throws IOException {
        for (SourceFile source : open.values()) {
            source.close();
        }
        open.clear();
        compressed.close();
        checkpoint.close();
    }

    private SourceFile open(Path path, Object key, Instant now) throws IOException {
        PlainContent file = opener.open(path, now);
        if (file == null) {
            return null;
        }
        try {
            FileIdentity identity = FileIdentity.of(path);
            if (!key.equals(
                    Files.readAttributes(path, BasicFileAttributes.class).fileKey())) {
                // Renamed between the listing and the opening; the next scan sees what is where.
                file.close();
                return null;
            }
            SourceFile source = new SourceFile(options, counters, file, identity, key, path, now);
            resume(source, now);
            follow(source);
            return source;
        } catch (IOException e) {
            file.close();
            opener.failed(path, e, now);
            return null;
        }
    }

    private void follow(SourceFile source) {
        open.put(source.key(), source);
        unnamed.add(source);
        arrived.add(source);
    }

    private void letGo(SourceFile source) throws IOException {
        open.remove(source.key());
        unnamed.remove(source);
        leaving.remove(source);
        source.close();
    }

    private void resume(SourceFile source, Instant now) throws IOException {
        for (Checkpoint.Entry entry : past.at(source.identity())) {
            if (source.resume(reader, entry, now)) {
                past.remove(entry);
                LOG.info(
                        "Reading {} as {} from offset {}", Printable.of(source.path()), entry.source(), entry.offset());
                return;
            }
        }
    }

    /** Files that were renamed, while nobody looked, to names that no glob matches: beside their old names. */
    private void findMoved(Instant now) throws IOException {
        Set<Path> directories = new HashSet<>();
        past.all().forEach(entry -> entry.location().map(Path::getParent).ifPresent(directories::add));
        for (Path directory : directories) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, Files::isRegularFile)) {
                for (Path path : files) {
                    findMoved(path, now);
                }
            } catch (IOException | DirectoryIteratorException e) {
                LOG.debug("Nothing to find in {}: {}", Printable.of(directory), Printable.of(e));
            }
        }
    }

    private void findMoved(Path path, Instant now) throws IOException {
        Object key;
        FileIdentity identity;
        try {
            key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
            identity = FileIdentity.of(path);
        } catch (IOException e) {
            LOG.debug("Cannot look at {}: {}", Printable.of(path), Printable.of(e));
            return;
        }
        if (CompressedFiles.isOne(path)) {
            compressed.foundBeside(key, path);
            return;
        }
        if (open.containsKey(key) || past.at(identity).isEmpty()) {
            return;
        }
        SourceFile source = open(path, key, now);
        if (source != null && source.isNamed()) {
            leaving.add(source);
        } else if (source != null) {
            letGo(source);
        }
    }

    private void closeDone(Instant now) throws IOException {
        List<SourceFile> done = new ArrayList<>();
        for (SourceFile source : leaving) {
            if (source.isDone(now)) {
                done.add(source);
            }
        }
        for (SourceFile source : done) {
            source.entry(now.truncatedTo(ChronoUnit.HOURS)).ifPresent(past::add);
            compressed.done(source);
            letGo(source);
            LOG.info("Finished with {}", Printable.of(source.path()));
        }
    }
}
