package routes.tail;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import routes.text.Printable;

/** The files that cannot be read at present, and why. Written by the reader thread, read by any. */
final class FileProblems {
    private final Map<Path, Problem> problems = new ConcurrentHashMap<>();

    /** Reading a file failed; returns whether it had been well until then. */
    boolean failed(Path path, Exception failure, Instant now) {
        return problems.putIfAbsent(path, new Problem(Printable.of(failure), now.toEpochMilli())) == null;
    }

    /** A file was read without a failure. */
    void ended(Path path) {
        // Nearly always empty, and asked for every file that is read.
        if (!problems.isEmpty()) {
            problems.remove(path);
        }
    }

    /** Forgets the files that are not followed any more. */
    void keepOnly(Predicate<Path> followed) {
        problems.keySet().removeIf(followed.negate());
    }

    /** By path. */
    Map<String, Problem> all() {
        Map<String, Problem> all = new TreeMap<>();
        problems.forEach((path, problem) -> all.put(path.toString(), problem));
        return all;
    }
}
