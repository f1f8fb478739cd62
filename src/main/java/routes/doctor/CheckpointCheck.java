package routes.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import routes.tail.CheckpointDirectory;
import routes.tail.CheckpointException;
import routes.tail.FeedProgress;
import routes.text.Printable;

/** Whether the directory of the checkpoints lasts and can be written, whether an agent holds it, and whether they can be read. */
final class CheckpointCheck implements Check {
    private static final String NAME = "checkpoint";
    /** A checkpoint has a few hundred bytes for each file, and is written anew beside itself. */
    private static final long LEAST_FREE_BYTES = 100L * 1024 * 1024;

    private static final long MEBIBYTE = 1024 * 1024;

    private final Path directory;
    private final Collection<String> feeds;

    CheckpointCheck(Path directory, Collection<String> feeds) {
        this.directory = directory.toAbsolutePath();
        this.feeds = List.copyOf(feeds);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> look() throws IOException {
        Path there = directory;
        while (there != null && Files.notExists(there)) {
            there = there.getParent();
        }
        if (there == null || !Files.isDirectory(there) || !Files.isWritable(there)) {
            return List.of(Finding.failed(
                    NAME,
                    directory + " cannot be written by the user " + System.getProperty("user.name"),
                    "Make it and give it to the user of the agent, or correct tail.checkpoint."));
        }
        List<Finding> all = new ArrayList<>();
        disk(there, all);
        files(all);
        if (all.isEmpty()) {
            all.add(Finding.ok(
                    NAME,
                    directory
                            + (there.equals(directory)
                                    ? " lasts and can be written; "
                                    : " is made at the first start; ")
                            + holder()));
        }
        return all;
    }

    private void disk(Path there, List<Finding> all) throws IOException {
        Optional<String> loss = CheckpointDirectory.loss(there);
        loss.ifPresent(how -> all.add(Finding.warning(
                NAME,
                directory + " " + how + ": every file is delivered again then",
                "Set tail.checkpoint to a directory on a disk, in a container on a volume.")));
        long free = Files.getFileStore(there).getUsableSpace();
        if (free < LEAST_FREE_BYTES) {
            all.add(Finding.warning(
                    NAME,
                    directory + " has " + free / MEBIBYTE + " MiB left: an agent that cannot save its checkpoint stops",
                    "Make room on that disk."));
        }
    }

    private void files(List<Finding> all) {
        for (String feed : feeds) {
            try {
                FeedProgress.read(directory, feed, directory.resolve("none").toString());
            } catch (CheckpointException e) {
                all.add(Finding.failed(
                        NAME, Printable.message(e), "Do what the message says; docs/agent.md tells more."));
            } catch (IOException e) {
                all.add(Finding.failed(
                        NAME,
                        "the checkpoint of " + feed + " in " + directory + " cannot be read: " + Printable.of(e),
                        "Run doctor as the user of the agent, or give that user the directory."));
            }
        }
    }

    private String holder() {
        List<String> held = feeds.stream()
                .filter(feed -> HeldLocks.isHeld(directory.resolve(feed + ".lock")))
                .toList();
        return held.isEmpty() ? "no agent holds it" : "a running agent holds " + String.join(", ", held);
    }
}
