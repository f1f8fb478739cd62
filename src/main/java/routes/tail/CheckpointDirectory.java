package routes.tail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.text.Printable;

/** The directory of the checkpoints, as it is found when an agent starts. */
public final class CheckpointDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointDirectory.class);

    /** File systems that forget, and when. */
    private static final Map<String, String> VOLATILE = Map.of(
            "tmpfs", "lies in memory and is lost at a reboot",
            "ramfs", "lies in memory and is lost at a reboot",
            "overlay", "may lie in a container's own layer, which is lost with the container");

    private CheckpointDirectory() {}

    /**
     * What becomes of a directory that lies on a file system that forgets; empty where it lasts.
     *
     * @throws IOException if it cannot be told where it lies
     */
    public static Optional<String> loss(Path directory) throws IOException {
        return Optional.ofNullable(VOLATILE.get(Files.getFileStore(directory).type()));
    }

    /**
     * Makes the directory if need be, says where it is and whether it lasts, warns of a locale that cannot name
     * every file, and reads the checkpoints of the feeds, so that
     * a process with a bad one ends before it has tailed anything.
     *
     * @throws CheckpointException if the directory cannot be used, or a checkpoint cannot; the message says what to do
     */
    public static void check(Path directory, Collection<String> feeds) {
        FileNames.warning(System.getProperty(FileNames.ENCODING)).ifPresent(LOG::warn);
        try {
            if (Files.notExists(directory)) {
                Files.createDirectories(directory);
                LOG.warn(
                        "The checkpoint directory {} was not there and has been made: this is taken for the first start on"
                                + " this host. If it is not, stop and put the directory back, or files are delivered again.",
                        directory.toAbsolutePath());
            } else {
                LOG.info("Checkpoints are in {}", directory.toAbsolutePath());
            }
            loss(directory)
                    .ifPresent(loss -> LOG.warn(
                            "The checkpoint directory {} {}; every file is delivered again then. Set tail.checkpoint to a"
                                    + " directory on a disk.",
                            directory.toAbsolutePath(),
                            loss));
        } catch (IOException e) {
            throw new CheckpointException(
                    "Property tail.checkpoint is '" + directory + "', which cannot be used: " + Printable.of(e)
                            + ". Expected a directory that this user may write to.",
                    e);
        }
        feeds.forEach(feed -> CheckpointFile.read(directory, feed));
    }

    /** When the checkpoint of a feed was saved last; empty if it never was, or that cannot be seen. */
    public static Optional<Instant> lastSave(Path directory, String feed) {
        try {
            return Optional.of(Files.getLastModifiedTime(CheckpointFile.file(directory, feed))
                    .toInstant());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
