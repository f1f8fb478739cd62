package routes.watch;

import java.nio.file.Path;
import java.time.Instant;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import routes.tail.CheckpointDirectory;
import routes.tail.TailEndpoint;

/** How far the files of a feed have been delivered, for JMX. Thread-safe. */
@ManagedResource(description = "How far the files of a feed have been delivered")
public final class ManagedCheckpoint {
    private final String feed;
    private final TailEndpoint files;
    private final Path directory;

    /**
     * Creates it.
     *
     * @param directory of the checkpoints
     */
    public ManagedCheckpoint(String feed, TailEndpoint files, Path directory) {
        this.feed = feed;
        this.files = files;
        this.directory = directory;
    }

    @ManagedAttribute(description = "The feed")
    public String getFeed() {
        return feed;
    }

    @ManagedAttribute(description = "Files that are followed")
    public int getFiles() {
        return files.getFilesWatched();
    }

    @ManagedAttribute(description = "Bytes in the files that are not acknowledged")
    public long getBytesBehind() {
        return files.getBytesBehind();
    }

    @ManagedAttribute(description = "Seconds that the files lag behind")
    public long getSecondsBehind() {
        return files.backlog().millisBehind(Instant.now()) / 1_000;
    }

    @ManagedAttribute(description = "When the checkpoint was saved last; empty if it never was")
    public String getLastSave() {
        return CheckpointDirectory.lastSave(directory, feed)
                .map(Instant::toString)
                .orElse("");
    }
}
