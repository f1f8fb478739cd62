package routes.tail;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.text.Globs;
import routes.text.Printable;

/**
 * Finds the files that match globs. {@code *} and {@code ?} stay inside a directory, {@code **} does not and may also
 * stand for no directory at all, {@code {a,b}} and {@code [ab]} choose. Symbolic links to files are followed, those to
 * directories below the fixed part of a glob are not.
 *
 * <p>A directory that has not changed is not listed again, only the links in it are looked at, so watching many idle files
 * is cheap. Belongs to one thread.
 */
final class FilePatterns {
    private static final Logger LOG = LoggerFactory.getLogger(FilePatterns.class);

    /**
     * A directory's time of change is only trusted once it is this old: file systems count in ticks, and a second change
     * in the same tick would not show.
     */
    private static final Duration COARSE_CLOCK = Duration.ofSeconds(2);

    private final List<Glob> globs = new ArrayList<>();
    private Map<Place, Listing> cache = new HashMap<>();
    private SortedMap<Path, Object> last = Collections.emptySortedMap();

    /**
     * Parses globs separated by commas; a comma in braces or brackets belongs to its glob.
     *
     * @throws IllegalArgumentException if one is no glob; the message shows it
     */
    FilePatterns(String files) {
        for (String glob : Globs.split(files)) {
            globs.add(Glob.parse(glob));
        }
    }

    /**
     * The matching files by path, each with the key of its inode.
     *
     * @return the very object that was returned last, if nothing has changed
     */
    SortedMap<Path, Object> list() {
        Map<Place, Listing> visited = new LinkedHashMap<>();
        for (Glob glob : globs) {
            visit(glob, glob.base(), 1, visited);
        }
        if (!isSame(visited)) {
            SortedMap<Path, Object> found = new TreeMap<>();
            visited.values().forEach(listing -> found.putAll(listing.files()));
            last = found;
        }
        cache = visited;
        return last;
    }

    private boolean isSame(Map<Place, Listing> visited) {
        return visited.size() == cache.size()
                && visited.entrySet().stream()
                        .allMatch(entry -> entry.getValue().equals(cache.get(entry.getKey())));
    }

    private void visit(Glob glob, Path directory, int depth, Map<Place, Listing> visited) {
        Place place = new Place(glob, directory);
        Listing listing = listing(place, cache.get(place));
        visited.put(place, listing);
        if (depth < glob.depth()) {
            listing.directories().forEach(below -> visit(glob, below, depth + 1, visited));
        }
    }

    private static Listing listing(Place place, Listing former) {
        // The system's clock, because it is compared with times that the system wrote.
        Instant now = Instant.now();
        try {
            FileTime changed = Files.getLastModifiedTime(place.directory());
            if (former != null && former.holds(changed)) {
                return former;
            }
            return read(place, changed, now, former == null ? Listing.NOTHING : former);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Listing.NOTHING;
        } catch (IOException | DirectoryIteratorException e) {
            // What was there is taken to be there still: a moment's failure must not look like a deletion.
            Listing kept = former == null ? Listing.NOTHING : former;
            if (!kept.failed()) {
                LOG.warn("Cannot list {}: {}", Printable.of(place.directory()), Printable.of(e));
            }
            return new Listing(null, now, kept.files(), kept.directories(), kept.links(), true);
        }
    }

    private static Listing read(Place place, FileTime changed, Instant now, Listing former) throws IOException {
        boolean failed = false;
        Map<Path, Object> files = new HashMap<>();
        List<Path> directories = new ArrayList<>();
        Map<Path, Object> links = new HashMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(place.directory())) {
            for (Path entry : entries) {
                boolean matches = place.glob().matches(entry);
                if (!matches && place.glob().depth() == 1) {
                    continue;
                }
                try {
                    BasicFileAttributes about =
                            Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                    if (about.isDirectory()) {
                        directories.add(entry);
                    } else if (matches && about.isSymbolicLink()) {
                        links.put(entry, behind(entry));
                    } else if (matches && about.isRegularFile()) {
                        files.put(entry, about.fileKey());
                    }
                } catch (NoSuchFileException e) {
                    LOG.debug("{} went while its directory was listed", Printable.of(entry));
                } catch (IOException e) {
                    if (!failed && !former.failed()) {
                        LOG.warn("Cannot look at {}: {}", Printable.of(entry), Printable.of(e));
                    }
                    failed = true;
                    keep(entry, former, files, directories);
                }
            }
        }
        links.forEach((link, key) -> {
            if (key != null) {
                files.put(link, key);
            }
        });
        return new Listing(failed ? null : changed, now, files, directories, links, failed);
    }

    /** What could not be looked at is taken to be what it was. */
    private static void keep(Path entry, Listing former, Map<Path, Object> files, List<Path> directories) {
        if (former.files().containsKey(entry)) {
            files.put(entry, former.files().get(entry));
        } else if (former.directories().contains(entry)) {
            directories.add(entry);
        }
    }

    /** The key of the file behind a link, or null if there is none. */
    private static Object behind(Path link) {
        try {
            BasicFileAttributes target = Files.readAttributes(link, BasicFileAttributes.class);
            return target.isRegularFile() ? target.fileKey() : null;
        } catch (IOException e) {
            LOG.debug("Nothing behind {}: {}", Printable.of(link), Printable.of(e));
            return null;
        }
    }

    private record Place(Glob glob, Path directory) {}

    private record Glob(Path base, List<PathMatcher> matchers, int depth) {
        private static final String SPECIAL = "*?[]{}\\";

        /** Any number of directories: two stars that are a whole name. */
        private static final Pattern ANY_DIRECTORIES = Pattern.compile("(?<=^|[/{,])\\*\\*/");

        /** Each doubles what is compared with every file. */
        private static final int MOST_ANY_DIRECTORIES = 5;

        private static final int MOST_VARIANTS = 1 << MOST_ANY_DIRECTORIES;

        static Glob parse(String text) {
            String absolute = text.startsWith("/") ? text : Path.of("").toAbsolutePath() + "/" + text;
            List<String> names = List.of(absolute.substring(1).split("/"));
            int fixed = 0;
            while (fixed < names.size() - 1 && names.get(fixed).chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0)) {
                fixed++;
            }
            Path base = Path.of("/" + String.join("/", names.subList(0, fixed)));
            String rest = String.join("/", names.subList(fixed, names.size()));
            int depth = rest.contains("**") ? Integer.MAX_VALUE : names.size() - fixed;
            List<PathMatcher> matchers = new ArrayList<>();
            try {
                for (String variant : variants(text, rest)) {
                    matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + variant));
                }
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "Option of tail: files holds '" + Printable.of(text) + "', which is no glob: "
                                + e.getDescription() + ". Expected something like /var/log/app/*.log",
                        e);
            }
            return new Glob(base, List.copyOf(matchers), depth);
        }

        /** The glob with and without each of the names that may stand for no directory. */
        private static Set<String> variants(String text, String rest) {
            Set<String> variants = new LinkedHashSet<>(List.of(rest));
            List<String> left = new ArrayList<>(variants);
            while (!left.isEmpty()) {
                String glob = left.remove(0);
                Matcher any = ANY_DIRECTORIES.matcher(glob);
                while (any.find()) {
                    String without = glob.substring(0, any.start()) + glob.substring(any.end());
                    if (variants.add(without)) {
                        left.add(without);
                    }
                }
                if (variants.size() > MOST_VARIANTS) {
                    throw new IllegalArgumentException(
                            "Option of tail: files holds '" + Printable.of(text) + "', which has too many '**/'."
                                    + " Expected at most " + MOST_ANY_DIRECTORIES + "; one at the end of the fixed part"
                                    + " is nearly always enough");
                }
            }
            return variants;
        }

        boolean matches(Path file) {
            Path relative = base.relativize(file);
            return matchers.stream().anyMatch(matcher -> matcher.matches(relative));
        }
    }

    /**
     * What a directory held.
     *
     * @param changed when the directory changed, or null if that says nothing
     * @param links the matching symbolic links, each with the key of the file behind it or null; that can change without
     *     the directory changing
     */
    private record Listing(
            FileTime changed,
            Instant takenAt,
            Map<Path, Object> files,
            List<Path> directories,
            Map<Path, Object> links,
            boolean failed) {
        static final Listing NOTHING = new Listing(null, Instant.EPOCH, Map.of(), List.of(), Map.of(), false);

        boolean holds(FileTime now) {
            return now.equals(changed)
                    && changed.toInstant().plus(COARSE_CLOCK).isBefore(takenAt)
                    && links.entrySet().stream()
                            .allMatch(link -> Objects.equals(link.getValue(), behind(link.getKey())));
        }
    }
}
