package routes.tail;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.text.Printable;

/**
 * The checkpoint of one feed on disk. A save is whole or not there: it is written beside the file, forced to the disk,
 * and renamed over it. Opening it locks the feed, for two readers would each deliver every line. A second file beside it
 * remembers that there is one, so that a checkpoint that has gone is not taken for a first start.
 *
 * <p>Belongs to one thread at a time.
 */
final class CheckpointFile implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFile.class);

    /** What stands in the file that remembers that there was a checkpoint. */
    private static final String BEGUN = """
            Snowline has saved a checkpoint here. Without %s it does not start, since it would deliver everything again.
            To have it begin anew all the same, remove this file too.
            """;

    private final String feed;
    private final Path file;
    private final Path unfinished;
    private final Path begun;
    private final FileChannel lock;
    private boolean hasBegun;

    /**
     * Makes the directory if need be and takes the lock.
     *
     * @throws CheckpointException if another process or endpoint tails this feed with the same directory
     * @throws IOException if the directory cannot be written
     */
    CheckpointFile(Path directory, String feed) throws IOException {
        this.feed = feed;
        Files.createDirectories(directory);
        this.file = file(directory, feed);
        this.unfinished = directory.resolve(feed + ".json.unfinished");
        this.begun = begun(directory, feed);
        this.hasBegun = Files.exists(begun);
        this.lock = lock(directory.resolve(feed + ".lock"));
    }

    /**
     * Reads what was saved last.
     *
     * @return empty if nothing was ever saved
     * @throws CheckpointException if the file cannot be understood, or is missing though there was one; reading from the
     *     start instead would deliver everything twice
     */
    Optional<Checkpoint> load() {
        Optional<Checkpoint> found = read(file.getParent(), feed);
        if (found.isPresent()) {
            LOG.info("Checkpoint {} knows {} files", file, found.get().sources().size());
        } else {
            LOG.info("No checkpoint {} yet: this is the first start of {}", file, feed);
        }
        return found;
    }

    /**
     * Reads a checkpoint without locking it; another process may be using it.
     *
     * @return empty if nothing was ever saved
     * @throws CheckpointException as {@link #load}
     */
    static Optional<Checkpoint> read(Path directory, String feed) {
        Path file = file(directory, feed);
        byte[] text;
        try {
            text = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            if (Files.exists(begun(directory, feed))) {
                throw unusable(
                        file, feed, "is missing, though " + begun(directory, feed) + " says that there was one", e);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw unusable(file, feed, "cannot be read: " + Printable.of(e), e);
        }
        try {
            Checkpoint found = CheckpointFormat.read(text);
            if (!found.feed().equals(feed)) {
                throw new IllegalArgumentException("is of the feed " + Printable.of(found.feed()));
            }
            return Optional.of(found);
        } catch (IllegalArgumentException e) {
            throw unusable(file, feed, e.getMessage(), e);
        }
    }

    /** Where it is. */
    Path file() {
        return file;
    }

    /** Replaces what was saved before; durable once it returns. */
    void save(Checkpoint checkpoint) throws IOException {
        replace(file, CheckpointFormat.write(checkpoint));
        if (!hasBegun) {
            replace(begun, BEGUN.formatted(file.getFileName()).getBytes(StandardCharsets.UTF_8));
            hasBegun = true;
        }
    }

    /** Lets another reader have the feed. */
    @Override
    public void close() throws IOException {
        lock.close();
    }

    private void replace(Path target, byte[] content) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(content);
        try (FileChannel out = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        }
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        // The new name itself is only durable once its directory is.
        try (FileChannel directory = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private FileChannel lock(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = null;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            LOG.debug("{} is locked by this process", path);
        } finally {
            if (held == null) {
                channel.close();
            }
        }
        if (held == null) {
            throw new CheckpointException(
                    "Feed " + feed + " is being tailed already with the checkpoints in " + path.getParent()
                            + ". Stop the other agent, or give each agent a directory of its own.",
                    null);
        }
        return channel;
    }

    static Path file(Path directory, String feed) {
        return directory.resolve(feed + ".json");
    }

    private static Path begun(Path directory, String feed) {
        return directory.resolve(feed + ".begun");
    }

    private static CheckpointException unusable(Path file, String feed, String reason, Throwable cause) {
        return new CheckpointException(
                "Checkpoint " + file + " " + reason + ". Put the file back as it was, from a backup or with the release"
                        + " that wrote it. Or begin anew: move it and " + begun(file.getParent(), feed)
                        + " away, and every file of " + feed + " is read and delivered again from its start.",
                cause);
    }
}
