package local.run;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A user's own log files, as far as the run must know them: how many lines there are to wait for. */
final class UserLog {
    private UserLog() {}

    /** Whole lines in the files as they are now, headers left out. */
    static long lines(Options options) throws IOException {
        Set<Path> files = new TreeSet<>();
        for (String glob : options.files().split(",", -1)) {
            files.addAll(matching(glob));
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("local.files is '" + options.files() + "': no file matches");
        }
        long lines = 0;
        for (Path file : files) {
            lines += Math.max(0, newlines(file) - options.skipHeaderLines());
        }
        if (lines == 0) {
            throw new IllegalArgumentException(
                    "local.files is '" + options.files() + "': no line there ends with a newline");
        }
        return lines;
    }

    private static List<Path> matching(String glob) throws IOException {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        Path root = Path.of(glob);
        while (root.toString().matches(".*[*?\\[{].*")) {
            root = root.getParent();
        }
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).filter(matcher::matches).toList();
        }
    }

    private static long newlines(Path file) throws IOException {
        try (InputStream content = new BufferedInputStream(Files.newInputStream(file))) {
            long lines = 0;
            for (int next = content.read(); next >= 0; next = content.read()) {
                lines += next == '\n' ? 1 : 0;
            }
            return lines;
        }
    }
}
