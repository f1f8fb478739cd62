package routes.tail;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How far the files of a feed have been delivered. Read from the checkpoint and the files, without a lock and without
 * changing anything, so that it can be read beside an agent or without one. Immutable.
 *
 * @param feed the feed
 * @param hasCheckpoint whether anything was ever saved
 * @param files by path
 * @param delivery why nothing leaves, if the agent last said so
 */
public record FeedProgress(String feed, boolean hasCheckpoint, List<FileProgress> files, Optional<Problem> delivery) {
    /** Copies the list. */
    public FeedProgress {
        files = List.copyOf(files);
    }

    /**
     * Reads it.
     *
     * @param directory of the checkpoints
     * @param globs the files of the feed
     * @throws CheckpointException if the checkpoint is damaged, or missing though there was one
     * @throws IllegalArgumentException if the globs are none
     */
    public static FeedProgress read(Path directory, String feed, String globs) throws IOException {
        Optional<Checkpoint> checkpoint = CheckpointFile.read(directory, feed);
        FeedProblems problems = FeedProblems.read(directory, feed).orElse(FeedProblems.NONE);
        List<Checkpoint.Entry> entries = checkpoint.map(Checkpoint::sources).orElseGet(List::of);
        Found found = new Found(new FilePatterns(globs).list().keySet());
        List<FileProgress> files = new ArrayList<>();
        Claims claims = new Claims(entries, found);
        for (Checkpoint.Entry entry : entries) {
            files.add(known(entry, claims.pathOf(entry), problems.files()));
        }
        for (Path path : found.left()) {
            files.add(fresh(path, problems.files()));
        }
        files.sort(Comparator.comparing(FileProgress::path));
        return new FeedProgress(feed, checkpoint.isPresent(), files, Optional.ofNullable(problems.delivery()));
    }

    /** Bytes that have not been delivered, as far as that can be said. */
    public long bytesBehind() {
        return files.stream().mapToLong(file -> file.behind().orElse(0)).sum();
    }

    private static FileProgress known(Checkpoint.Entry entry, Optional<Path> path, Map<String, Problem> problems) {
        OptionalLong size = path.map(FeedProgress::content).orElseGet(OptionalLong::empty);
        FileProgress.State state = FileProgress.State.GONE;
        OptionalLong behind = OptionalLong.empty();
        if (size.isPresent()) {
            // A compressed file states its size modulo 4 GiB and of its last member; it is never truncated.
            boolean isCompressed = CompressedFiles.isOne(path.get());
            boolean isTruncated = size.getAsLong() < entry.offset() && !isCompressed;
            behind = OptionalLong.of(isTruncated ? size.getAsLong() : Math.max(0, size.getAsLong() - entry.offset()));
            boolean isInPlace = path.get().toString().equals(entry.path());
            state = isTruncated
                    ? FileProgress.State.TRUNCATED
                    : isInPlace ? FileProgress.State.KNOWN : FileProgress.State.RENAMED;
        }
        String shown = path.map(Path::toString).orElse(entry.path());
        return new FileProgress(
                shown,
                state,
                size,
                OptionalLong.of(entry.offset()),
                behind,
                Optional.of(Instant.ofEpochMilli(entry.seenAtMillis())),
                Optional.ofNullable(problems.get(shown)));
    }

    private static FileProgress fresh(Path path, Map<String, Problem> problems) {
        OptionalLong size = content(path);
        return new FileProgress(
                path.toString(),
                FileProgress.State.NEW,
                size,
                OptionalLong.empty(),
                size,
                Optional.empty(),
                Optional.ofNullable(problems.get(path.toString())));
    }

    /** Bytes of a file, or of what it holds if it is compressed: that is what positions count. */
    private static OptionalLong content(Path path) {
        try {
            if (!CompressedFiles.isOne(path)) {
                return OptionalLong.of(Files.size(path));
            }
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
                return OptionalLong.of(new GzipForm(file).statedSize());
            }
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Which entry means what is in a file now. Several do where the file was truncated, or its inode used again; the others
     * mean what is not there any more.
     */
    private static final class Claims {
        private final Map<SourceId, Path> paths = new HashMap<>();

        /** Of entries in the order they were saved, the latest last. */
        private Claims(List<Checkpoint.Entry> entries, Found found) {
            Map<Object, List<Checkpoint.Entry>> byFile = new HashMap<>();
            for (Checkpoint.Entry entry : entries) {
                found.take(entry).ifPresent(path -> {
                    paths.put(entry.source(), path);
                    byFile.computeIfAbsent(Found.key(path), key -> new ArrayList<>())
                            .add(entry);
                });
            }
            byFile.values().stream().filter(claiming -> claiming.size() > 1).forEach(this::decide);
        }

        private void decide(List<Checkpoint.Entry> claiming) {
            List<Checkpoint.Entry> latest = new ArrayList<>(claiming);
            Collections.reverse(latest);
            latest.sort(Comparator.comparing(Checkpoint.Entry::seenAtMillis).reversed());
            Checkpoint.Entry meant = latest.stream()
                    .filter(entry -> fits(entry, paths.get(entry.source())))
                    .findFirst()
                    .orElse(latest.get(0));
            latest.stream().filter(entry -> !entry.equals(meant)).forEach(entry -> paths.remove(entry.source()));
        }

        private Optional<Path> pathOf(Checkpoint.Entry entry) {
            return Optional.ofNullable(paths.get(entry.source()));
        }

        private static boolean fits(Checkpoint.Entry entry, Path path) {
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
                if (CompressedFiles.isOne(path)) {
                    return new GzipForm(file).holds(entry.fingerprint());
                }
                Content content = new PlainContent(file);
                return content.size() >= entry.offset()
                        && (entry.fingerprint().equals(Fingerprint.NOTHING)
                                || entry.fingerprint().verify(content, 0).isPresent())
                        && (entry.last() == null
                                || entry.last().verify(content, 0).isPresent());
            } catch (IOException e) {
                // Whoever asks may not read it; its size tells something.
                return content(path).orElse(-1) >= entry.offset();
            }
        }
    }

    /** The files that were found, and which of them the checkpoint has claimed. */
    private static final class Found {
        private final Map<Path, FileIdentity> listed = new HashMap<>();
        private final Set<Path> directories = new HashSet<>();
        private final Map<Path, FileIdentity> beside = new HashMap<>();
        private final Set<Path> taken = new HashSet<>();

        private Found(Set<Path> paths) {
            paths.forEach(path -> identity(path).ifPresent(file -> listed.put(path, file)));
        }

        /** The file that an entry means: where it was, under another name that matches, or beside where it was. */
        private Optional<Path> take(Checkpoint.Entry entry) {
            Optional<Path> former = entry.location();
            Optional<Path> path = former.filter(there -> identity(there)
                            .filter(file -> file.canBe(entry.file()))
                            .isPresent())
                    .or(() -> search(listed, entry))
                    .or(() -> {
                        former.ifPresent(there -> list(there.getParent()));
                        return search(beside, entry);
                    });
            path.ifPresent(taken::add);
            return path;
        }

        /** The same for all names of a file. */
        private static Object key(Path path) {
            try {
                return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
            } catch (IOException e) {
                return path;
            }
        }

        private List<Path> left() {
            Set<FileIdentity> known =
                    taken.stream().flatMap(path -> identity(path).stream()).collect(Collectors.toSet());
            Function<Path, FileIdentity> identities = listed::get;
            return listed.keySet().stream()
                    .filter(path -> !known.contains(identities.apply(path)))
                    .toList();
        }

        private void list(Path directory) {
            if (directory == null || !directories.add(directory)) {
                return;
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, Files::isRegularFile)) {
                files.forEach(path -> identity(path).ifPresent(file -> beside.put(path, file)));
            } catch (IOException | DirectoryIteratorException e) {
                // A directory that is gone, or closed to whoever asks, holds no file for them.
                return;
            }
        }

        private static Optional<Path> search(Map<Path, FileIdentity> files, Checkpoint.Entry entry) {
            return files.entrySet().stream()
                    .filter(file -> file.getValue().canBe(entry.file()))
                    .map(Map.Entry::getKey)
                    .min(Comparator.naturalOrder());
        }

        private static Optional<FileIdentity> identity(Path path) {
            try {
                return Optional.of(FileIdentity.of(path));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }
}
