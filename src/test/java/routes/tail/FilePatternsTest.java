package routes.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePatternsTest {
    /** PATH_MAX of Linux, less the zero at its end. */
    private static final int LONGEST_PATH = 4_095;

    @TempDir
    private Path root;

    @BeforeEach
    void makeFiles() throws IOException {
        for (String name : List.of("a.log", "b.log", "b.txt", "x/a.log", "x/y/a.log", "x/y/c [1], 2.log")) {
            Files.createDirectories(root.resolve(name).getParent());
            Files.createFile(root.resolve(name));
        }
        Files.createDirectory(root.resolve("d.log"));
    }

    @Test
    void staysInsideTheDirectoryOrNot() {
        assertThat(find("/*.log")).containsExactly("a.log", "b.log");
        assertThat(find("/*/a.log")).containsExactly("x/a.log");
        assertThat(find("/**/a.log")).containsExactly("a.log", "x/a.log", "x/y/a.log");
        assertThat(find("/x/**/*.log")).containsExactly("x/a.log", "x/y/a.log", "x/y/c [1], 2.log");
    }

    @Test
    void letsEachOfSeveralStandForNoDirectory() {
        assertThat(find("/**/x/**/a.log")).containsExactly("x/a.log", "x/y/a.log");
        assertThat(find("/**/x/**/y/**/a.log")).containsExactly("x/y/a.log");
        assertThat(find("/**/**/a.log")).containsExactly("a.log", "x/a.log", "x/y/a.log");
        assertThat(find("/x/**/y/**/a.log")).containsExactly("x/y/a.log");
    }

    @Test
    void takesNoDirectoryForNothingOnlyWhereItsWholeNameIsFree() throws IOException {
        Files.createFile(root.resolve("xa.log"));
        assertThat(find("/x**/a.log")).containsExactly("x/a.log", "x/y/a.log");
    }

    @Test
    void refusesMoreThanItCanTryEachWay() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FilePatterns(root + "/**/a".repeat(20)))
                .withMessageContaining("files")
                .withMessageContaining("at most");
    }

    @Test
    void findsTheOthersWhereOneCannotBeLookedAt() throws IOException {
        // Its path is longer than a path may be, and it can only be made through a shorter one.
        Path deep = root;
        while (deep.toString().length() < LONGEST_PATH - 300) {
            deep = deep.resolve("d".repeat(200));
        }
        deep = deep.resolve("e".repeat(LONGEST_PATH - deep.toString().length() - 10));
        Files.createDirectories(deep);
        Files.createFile(deep.resolve("b.log"));
        Path tooLong = Files.createSymbolicLink(root.resolve("short"), deep).resolve("longer-than-that.log");
        Files.createFile(tooLong);
        try {
            assertThat(new FilePatterns(deep + "/*.log").list()).containsOnlyKeys(deep.resolve("b.log"));
        } finally {
            Files.delete(tooLong);
        }
    }

    @Test
    void splitsAtCommasOutsideBraces() {
        assertThat(find("/{a,b}.log, " + root + "/b.txt")).containsExactly("a.log", "b.log", "b.txt");
        assertThat(find("/x/y/c *[,] ?.log")).containsExactly("x/y/c [1], 2.log");
    }

    @Test
    void findsADirectoryThatIsMadeLater() throws IOException {
        FilePatterns patterns = new FilePatterns(root + "/later/*.log");
        assertThat(patterns.list()).isEmpty();
        Files.createDirectory(root.resolve("later"));
        Files.createFile(root.resolve("later/a.log"));
        assertThat(patterns.list()).containsOnlyKeys(root.resolve("later/a.log"));
    }

    @Test
    void seesChangesOfADirectoryThatHasLongBeenQuiet() throws IOException {
        FilePatterns patterns = new FilePatterns(root + "/**.log");
        for (Path directory : List.of(root, root.resolve("x"), root.resolve("x/y"))) {
            Files.setLastModifiedTime(directory, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        }
        Object key = patterns.list().get(root.resolve("x/y/a.log"));
        assertThat(patterns.list()).hasSize(5);

        Files.move(root.resolve("x/y/a.log"), root.resolve("x/y/a.1.log"));
        Files.createFile(root.resolve("x/y/a.log"));
        assertThat(patterns.list()).hasSize(6).containsEntry(root.resolve("x/y/a.1.log"), key);
        assertThat(patterns.list().get(root.resolve("x/y/a.log"))).isNotEqualTo(key);

        Files.delete(root.resolve("x/y/a.log"));
        assertThat(patterns.list()).hasSize(5);
    }

    @Test
    void followsALinkToWhereverItPoints() throws IOException {
        FilePatterns patterns = new FilePatterns(root + "/links/*");
        Files.createDirectory(root.resolve("links"));
        Path link = root.resolve("links/current");
        Files.createSymbolicLink(link, root.resolve("a.log"));
        Object first = patterns.list().get(link);
        Files.move(root.resolve("b.log"), root.resolve("a.log"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(patterns.list().get(link)).isNotNull().isNotEqualTo(first);
    }

    @Test
    void saysWhatIsNoGlob() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FilePatterns(root + "/{a.log"))
                .withMessageContaining("files")
                .withMessageContaining("{a.log");
    }

    private List<String> find(String glob) {
        return new FilePatterns(root + glob)
                .list().keySet().stream()
                        .map(root::relativize)
                        .map(Path::toString)
                        .toList();
    }
}
