package routes.tail;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private final boolean isFirstStart;
    private SortedMap<Path, Object> listed = Collections.emptySortedMap();
    private Map<Object, Path> paths = Map.of();
    private List<Checkpoint.Entry> saved;
    private boolean isFirstScan = true;

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
        this.reader = new LineReader(Framing.of(options.entryStart().orElse(null)));
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

    /** Looks for new, renamed and deleted files. */
    void scan(Instant now) throws IOException {
        SortedMap<Path, Object> found = patterns.list();
        // The same object as last time says that no file came, went or was renamed.
        if (!found.equals(listed)) {
            listed = found;
            paths = new HashMap<>();
            found.forEach((path, key) -> paths.putIfAbsent(key, path));
            open.values().forEach(source -> place(source, now));
        }
        if (open.size() < paths.size() || !open.keySet().containsAll(paths.keySet())) {
            openNew(now);
        }
        counters.problems.keepOnly(path -> found.containsKey(path)
                || open.values().stream().anyMatch(source -> source.path().equals(path)));
        if (isFirstScan) {
            isFirstScan = false;
            findMoved(now);
            save(now);
        }
        name(now);
        closeDone(now);
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
    }

    private void openNew(Instant now) throws IOException {
        opener.beginRound();
        for (Map.Entry<Object, Path> file : paths.entrySet()) {
            if (!open.containsKey(file.getKey()) && opener.canOpenMore()) {
                SourceFile source = open(file.getValue(), file.getKey(), now);
                if (source != null && isFirstScan && isFirstStart && options.beginAtEnd()) {
                    source.beginAtEnd(reader);
                }
            }
        }
    }

    /** Names the sources that can be named by now, and makes the names durable. */
    private void name(Instant now) throws IOException {
        boolean isNamed = false;
        for (SourceFile source : open.values()) {
            try {
                isNamed |= !source.isNamed() && source.nameIfPossible(reader, past);
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
        checkpoint.close();
    }

    private SourceFile open(Path path, Object key, Instant now) throws IOException {
        FileChannel file = opener.open(path, now);
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
            SourceFile source = new SourceFile(options, counters, new PlainContent(file), identity, key, path, now);
            resume(source, now);
            open.put(key, source);
            return source;
        } catch (IOException e) {
            file.close();
            opener.failed(path, e, now);
            return null;
        }
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
        past.all().forEach(entry -> directories.add(Path.of(entry.path()).getParent()));
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
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        if (open.containsKey(key) || past.at(FileIdentity.of(path)).isEmpty()) {
            return;
        }
        SourceFile source = open(path, key, now);
        if (source != null && !source.isNamed()) {
            open.remove(key);
            source.close();
        }
    }

    private void closeDone(Instant now) throws IOException {
        List<SourceFile> done = new ArrayList<>();
        for (SourceFile source : open.values()) {
            if (source.isRotated() && !paths.containsKey(source.key()) && source.isDone(now)) {
                done.add(source);
            }
        }
        for (SourceFile source : done) {
            source.entry(now.truncatedTo(ChronoUnit.HOURS)).ifPresent(past::add);
            open.remove(source.key());
            source.close();
            LOG.info("Finished with {}", Printable.of(source.path()));
        }
    }
}
