package routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A copy of the shipped SQL, as users make one to change it. */
final class OwnSql {
    private OwnSql() {}

    /** Copies {@code sql} into a directory; the property {@code load.sql} is {@code file:} and the answer. */
    static Path in(Path directory) throws IOException {
        Path copy = directory.resolve("sql");
        Path sql = Path.of("sql");
        try (Stream<Path> files = Files.walk(sql)) {
            for (Path file : files.toList()) {
                Path target = copy.resolve(sql.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        return copy;
    }
}
