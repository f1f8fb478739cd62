package routes.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileIdentityTest {
    private static final FileTime LATER = FileTime.from(Instant.parse("2035-01-01T00:00:00Z"));

    @TempDir
    private Path directory;

    @Test
    void knowsWhenAFileWasBornThatWasWrittenInTheSameMoment() throws IOException {
        Path file = Files.writeString(directory.resolve("app.log"), "a\n");
        FileTime born = (FileTime) Files.getAttribute(file, "creationTime");
        Files.setLastModifiedTime(directory, LATER);
        Files.setLastModifiedTime(file, LATER);
        assumeTrue(born.equals(Files.getAttribute(file, "creationTime")), "this file system knows no time of birth");

        Files.setLastModifiedTime(file, born);
        assertThat(FileIdentity.of(file).bornAtMillis()).isEqualTo(born.toMillis());
    }

    @Test
    void tellsFilesApartThatHadTheSameInodeOneAfterTheOther() {
        FileIdentity former = new FileIdentity(1, 2, 1_000);
        assertThat(new FileIdentity(1, 2, 1_000).canBe(former)).isTrue();
        assertThat(new FileIdentity(1, 2, 2_000).canBe(former)).isFalse();
        assertThat(new FileIdentity(1, 3, 1_000).canBe(former)).isFalse();
        assertThat(new FileIdentity(1, 2, FileIdentity.UNKNOWN).canBe(former)).isTrue();
    }
}
