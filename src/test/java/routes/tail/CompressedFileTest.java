package routes.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompressedFileTest {
    @TempDir
    private Path root;

    @Test
    void isTriedAgainAfterAFailureThatMayPass() throws IOException {
        CompressedFile file = seen();
        file.failed(new AccessDeniedException("a.gz"));
        assertThat(file.isDue()).isTrue();
    }

    @Test
    void waitsForAnotherSizeWhereItsFormIsWrong() throws IOException {
        for (IOException any : List.of(new ZipException("no gzip"), new EOFException("cut off"))) {
            CompressedFile file = seen();
            file.failed(any);
            assertThat(file.isDue()).isFalse();
            Files.writeString(root.resolve("a.gz"), "longer");
            assertThat(file.isDue()).as("may be growing still").isFalse();
            assertThat(file.isDue()).isTrue();
        }
    }

    private CompressedFile seen() throws IOException {
        Path path = Files.writeString(root.resolve("a.gz"), "any");
        CompressedFile file = new CompressedFile("key");
        file.isAt(path, false);
        assertThat(file.isDue()).as("may be growing still").isFalse();
        assertThat(file.isDue()).isTrue();
        return file;
    }
}
