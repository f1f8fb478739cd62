package routes.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which compressed files are read, told by listings that the test makes up. */
class CompressedFilesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Object INODE = "one inode, used again";

    @TempDir
    private Path root;

    @Test
    void readsAnotherFileThoughItsInodeIsThatOfOneThatWasRead() throws IOException {
        TailCounters counters = new TailCounters();
        try (CompressedFiles files = new CompressedFiles(
                options(),
                counters,
                new LineReader(1_000_000, 3_000_000, Framing.of(null)),
                new Opener(counters.problems),
                new PastSources())) {
            files.listed(Map.of(INODE, gzip("a.gz", "a\n")));
            try (SourceFile first = scan(files).orElseThrow()) {
                files.done(first);
            }
            Path second = gzip("b.gz", "b\n");
            Files.delete(root.resolve("a.gz"));
            files.listed(Map.of(INODE, second));

            try (SourceFile found = scan(files).orElseThrow()) {
                assertThat(found.path()).isEqualTo(second);
            }
        }
    }

    @Test
    void readsNothingAgainOfAFileThatWasRenamed() throws IOException {
        TailCounters counters = new TailCounters();
        try (CompressedFiles files = new CompressedFiles(
                options(),
                counters,
                new LineReader(1_000_000, 3_000_000, Framing.of(null)),
                new Opener(counters.problems),
                new PastSources())) {
            Path file = gzip("a.gz", "a\n");
            files.listed(Map.of(INODE, file));
            try (SourceFile first = scan(files).orElseThrow()) {
                files.done(first);
            }
            files.listed(Map.of(INODE, Files.move(file, root.resolve("b.gz"))));

            assertThat(scan(files)).isEmpty();
        }
    }

    private static Optional<SourceFile> scan(CompressedFiles files) throws IOException {
        // The first look only tells the size, and a file is read once that stands still.
        Optional<SourceFile> found = files.scan(List.of(), NOW);
        return found.isPresent() ? found : files.scan(List.of(), NOW);
    }

    private Path gzip(String name, String text) throws IOException {
        Path file = root.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private TailOptions options() {
        return new TailOptions(
                "app",
                root + "/*.gz",
                root.resolve("checkpoints"),
                "host",
                Duration.ofSeconds(1),
                Duration.ZERO,
                4,
                3_000_000,
                64_000_000,
                0,
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                0,
                64,
                Optional.empty(),
                Duration.ofSeconds(20),
                Optional.empty(),
                false);
    }
}
