package routes.tail;

import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;

/** The files that an agent would follow, found as it finds them. */
public final class MatchingFiles {
    private MatchingFiles() {}

    /**
     * The files that match globs now.
     *
     * @param globs separated by commas
     * @throws IllegalArgumentException if one is no glob; the message shows it
     */
    public static SortedSet<Path> of(String globs) {
        return new TreeSet<>(new FilePatterns(globs).list().keySet());
    }
}
