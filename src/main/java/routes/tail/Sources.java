package routes.tail;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final LineReader reader = new LineReader();
    private final Map<Object, SourceFile> open = new LinkedHashMap<>();
    private final Map<String, Checkpoint.Entry> past = new HashMap<>();
    private List<Checkpoint.Entry> saved = List.of();
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
        this.checkpoint = new CheckpointFile(options.checkpoint(), options.feed());
        try {
            checkpoint.load().ifPresent(found -> found.sources()
                    .forEach(entry -> past.put(address(entry.file()), entry)));
        } catch (RuntimeException e) {
            checkpoint.close();
            throw e;
        }
    }

    /** Looks for new, renamed and deleted files. */
    void scan(Instant now) throws IOException {
        SortedMap<Path, Object> found = patterns.list();
        Map<Object, Path> paths = new HashMap<>();
        found.forEach((path, key) -> paths.putIfAbsent(key, path));
        for (SourceFile source : open.values()) {
            boolean isInPlace = source.key().equals(found.get(source.path()));
            source.seenAt(isInPlace ? source.path() : paths.get(source.key()), now);
        }
        for (Map.Entry<Object, Path> file : paths.entrySet()) {
            if (!open.containsKey(file.getKey())) {
                open(file.getValue(), file.getKey(), now);
            }
        }
        counters.problems.keepOnly(path -> found.containsKey(path)
                || open.values().stream().anyMatch(source -> source.path().equals(path)));
        if (isFirstScan) {
            isFirstScan = false;
            findMoved(now);
        }
        name(now);
        closeDone(paths, now);
    }

    /** The files being followed, in the order they were found. */
    List<SourceFile> open() {
        return new ArrayList<>(open.values());
    }

    LineReader reader() {
        return reader;
    }

    /** Names the sources that can be named by now, and makes the names durable. */
    private void name(Instant now) throws IOException {
        List<SourceFile> named = new ArrayList<>();
        for (SourceFile source : open.values()) {
            if (!source.isNamed() && source.nameIfPossible(reader, past.get(address(source.identity())))) {
                past.remove(address(source.identity()));
                named.add(source);
            }
        }
        if (!named.isEmpty()) {
            save(now);
        }
    }

    /** Makes durable how far every source is acknowledged, if that has changed. */
    void save(Instant now) throws IOException {
        // In whole hours, so that a quiet feed is not written every second.
        Instant hour = now.truncatedTo(ChronoUnit.HOURS);
        past.values().removeIf(entry -> isForgotten(entry, hour));
        List<Checkpoint.Entry> entries = new ArrayList<>(past.values());
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
        FileChannel file = null;
        try {
            file = FileChannel.open(path, StandardOpenOption.READ);
            FileIdentity identity = FileIdentity.of(path);
            if (!key.equals(
                    Files.readAttributes(path, BasicFileAttributes.class).fileKey())) {
                // Renamed between the listing and the opening; the next scan sees what is where.
                file.close();
                return null;
            }
            SourceFile source = new SourceFile(options, counters, file, identity, key, path, now);
            Checkpoint.Entry entry = past.get(address(identity));
            if (entry != null && source.resume(reader, entry, now)) {
                past.remove(address(identity));
                LOG.info("Reading {} as {} from offset {}", Printable.of(path), entry.source(), entry.offset());
            }
            open.put(key, source);
            counters.problems.ended(path);
            return source;
        } catch (IOException e) {
            if (file != null) {
                file.close();
            }
            if (counters.problems.failed(path, e, now)) {
                LOG.warn("Cannot read {}: {}. It is tried again at every scan.", Printable.of(path), Printable.of(e));
            }
            return null;
        }
    }

    /** Files that were renamed, while nobody looked, to names that no glob matches: beside their old names. */
    private void findMoved(Instant now) throws IOException {
        Set<Path> directories = new HashSet<>();
        past.values().forEach(entry -> directories.add(Path.of(entry.path()).getParent()));
        for (Path directory : directories) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, Files::isRegularFile)) {
                for (Path path : files) {
                    FileIdentity identity = FileIdentity.of(path);
                    Checkpoint.Entry entry = past.get(address(identity));
                    Object key = Files.readAttributes(path, BasicFileAttributes.class)
                            .fileKey();
                    if (entry != null && !open.containsKey(key)) {
                        SourceFile source = open(path, key, now);
                        if (source != null && !source.isNamed()) {
                            open.remove(key);
                            source.close();
                        }
                    }
                }
            } catch (IOException | DirectoryIteratorException e) {
                LOG.debug("Nothing to find in {}: {}", Printable.of(directory), Printable.of(e));
            }
        }
    }

    private void closeDone(Map<Object, Path> listed, Instant now) throws IOException {
        for (SourceFile source : List.copyOf(open.values())) {
            if (!listed.containsKey(source.key()) && source.isDone(now)) {
                source.entry(now.truncatedTo(ChronoUnit.HOURS))
                        .ifPresent(entry -> past.put(address(source.identity()), entry));
                open.remove(source.key());
                source.close();
                LOG.info("Finished with {}", Printable.of(source.path()));
            }
        }
    }

    private static boolean isForgotten(Checkpoint.Entry entry, Instant now) {
        return entry.seenAtMillis() < now.minus(Checkpoint.KEEP_GONE).toEpochMilli();
    }

    private static String address(FileIdentity file) {
        return file.device() + ":" + file.inode();
    }
}
