package routes.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import routes.settings.FeedSettings;
import routes.tail.MatchingFiles;

/** Whether the globs of a feed match files that can be read, and no file of the agent's own. */
final class FilesCheck implements Check {
    private final FeedSettings feed;
    private final Path checkpoint;

    FilesCheck(FeedSettings feed, Path checkpoint) {
        this.feed = feed;
        this.checkpoint = checkpoint.toAbsolutePath().normalize();
    }

    @Override
    public String name() {
        return "files " + feed.name();
    }

    @Override
    public List<Finding> look() {
        SortedSet<Path> files = MatchingFiles.of(feed.files());
        String key = "feed." + feed.name() + ".files";
        if (files.isEmpty()) {
            return List.of(Finding.warning(
                    name(),
                    feed.files() + " matches no file now",
                    "Correct " + key + " if the files should be there by now, or let the user "
                            + System.getProperty("user.name") + " list their directory."));
        }
        List<Finding> all = new ArrayList<>();
        List<Path> own = files.stream()
                .filter(file -> file.normalize().startsWith(checkpoint))
                .toList();
        if (!own.isEmpty()) {
            all.add(Finding.failed(
                    name(),
                    feed.files() + " matches the agent's own " + own.get(0) + ", which it would deliver for ever",
                    "Correct " + key + ", or set tail.checkpoint to a directory that no glob reaches."));
        }
        List<Path> closed =
                files.stream().filter(file -> !Files.isReadable(file)).toList();
        if (!closed.isEmpty()) {
            all.add(Finding.failed(
                    name(),
                    "%d of %d files cannot be read by the user %s, %s among them"
                            .formatted(closed.size(), files.size(), System.getProperty("user.name"), closed.get(0)),
                    "Let the user of the agent read them, by the group of the logs for example."));
        }
        return all.isEmpty()
                ? List.of(Finding.ok(
                        name(), feed.files() + " matches " + files.size() + (files.size() == 1 ? " file" : " files")))
                : all;
    }
}
