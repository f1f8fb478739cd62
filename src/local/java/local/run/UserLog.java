package local.run;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A user's own log files, as far as the run must know them: how many lines there are to wait for. */
final class UserLog {
    private UserLog() {}

    /** Whole lines in the files as they are now, headers left out. */
    static long lines(Options options) throws IOException {
        long lines = 0;
        for (String glob : options.files().split(",", -1)) {
            for (Path file : files(glob)) {
                lines += Math.max(0, newlines(file) - options.skipHeaderLines());
            }
        }
        if (lines == 0) {
            throw new IOException(
                    "local.files is " + options.files() + ", where no whole line is: name files by a glob.");
        }
        return lines;
    }

    private static List<Path> files(String glob) throws IOException {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        Path root = Path.of(glob);
        while (root.toString().matches(".*[*?\\[{].*")) {
            root = root.getParent();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return new ArrayList<>(
                    files.filter(Files::isRegularFile).filter(matcher::matches).toList());
        }
    }

    private static long newlines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            return lines.count();
        }
    }
}
