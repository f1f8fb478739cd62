package routes.tail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoint of one feed on disk. A save is whole or not there: it is written beside the file, forced to the disk,
 * and renamed over it. Opening it locks the feed, for two readers would each deliver every line.
 *
 * <p>Belongs to one thread at a time.
 */
final class CheckpointFile implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFile.class);

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String feed;
    private final Path file;
    private final Path unfinished;
    private final FileChannel lock;

    /**
     * Makes the directory if need be and takes the lock.
     *
     * @throws CheckpointException if another process or endpoint tails this feed with the same directory
     * @throws IOException if the directory cannot be written
     */
    CheckpointFile(Path directory, String feed) throws IOException {
        this.feed = feed;
        Files.createDirectories(directory);
        this.file = directory.resolve(feed + ".json");
        this.unfinished = directory.resolve(feed + ".json.unfinished");
        this.lock = lock(directory.resolve(feed + ".lock"));
    }

    /**
     * Reads what was saved last.
     *
     * @return empty if nothing was ever saved
     * @throws CheckpointException if the file cannot be understood; reading from the start instead would deliver
     *     everything twice
     */
    Optional<Checkpoint> load() throws IOException {
        if (Files.notExists(file)) {
            LOG.info("No checkpoint {} yet: the files of {} are read from their start", file, feed);
            return Optional.empty();
        }
        byte[] text = Files.readAllBytes(file);
        try {
            JsonNode tree = JSON.readTree(text);
            int version = tree.path("version").asInt(0);
            if (version != Checkpoint.VERSION) {
                throw unreadable("has version " + version + ", this release knows " + Checkpoint.VERSION, null);
            }
            Checkpoint found = JSON.treeToValue(tree, Checkpoint.class);
            if (!found.feed().equals(feed)) {
                throw unreadable("is of another feed", null);
            }
            return Optional.of(found);
        } catch (JsonProcessingException e) {
            throw unreadable("is damaged", e);
        }
    }

    /** Replaces what was saved before; durable once it returns. */
    void save(Checkpoint checkpoint) throws IOException {
        ByteBuffer text = ByteBuffer.wrap(JSON.writeValueAsBytes(checkpoint));
        try (FileChannel out = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            while (text.hasRemaining()) {
                out.write(text);
            }
            out.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        // The new name itself is only durable once its directory is.
        try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** Lets another reader have the feed. */
    @Override
    public void close() throws IOException {
        lock.close();
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

    private CheckpointException unreadable(String reason, Throwable cause) {
        return new CheckpointException(
                "Checkpoint " + file + " " + reason + ". Put back the file from a backup or the release that wrote it;"
                        + " or move it away, and every file of " + feed + " is read and delivered again from its"
                        + " start.",
                cause);
    }
}
