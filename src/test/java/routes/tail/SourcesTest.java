package routes.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.delivery.FileRange;
import routes.delivery.FileRecords;
import routes.delivery.LineRecord;
import routes.delivery.OverlongLine;
import routes.delivery.SourceGoneException;
import routes.text.EntryStart;

/** The life of files, step by step, with a clock that the test moves. */
class SourcesTest {
    private static final Duration GRACE = Duration.ofMinutes(1);

    @TempDir
    private Path root;

    private Path log;
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private int headerLines;
    private long catchUp;
    private Optional<String> entryStart = Optional.empty();
    private Optional<Duration> unfinishedAfter = Optional.empty();
    private boolean beginAtEnd;
    private String glob = "*.log";
    private Sources sources;
    private final TailCounters counters = new TailCounters();
    private final List<Taken> taken = new ArrayList<>();

    @BeforeEach
    void name() {
        log = root.resolve("app.log");
    }

    @AfterEach
    void close() throws IOException {
        if (sources != null) {
            sources.close();
        }
    }

    @Test
    void readsWhatIsAppended() throws IOException {
        append(log, "a\nb");
        assertThat(read()).isEqualTo("a\n");
        append(log, "b\n");
        assertThat(read()).isEqualTo("bb\n");
        assertThat(offsets()).containsExactly("0-2", "2-5");
        assertThat(names()).hasSize(1);
    }

    @Test
    void readsNothingBeforeItsSourceIsInTheCheckpoint() throws IOException {
        append(log, "a\n");
        start();
        sources.scan(now);
        assertThat(checkpoint()).singleElement().satisfies(entry -> {
            assertThat(entry.offset()).isZero();
            assertThat(entry.path()).isEqualTo(log.toString());
        });
        assertThat(read()).isEqualTo("a\n");
        assertThat(checkpoint()).singleElement().satisfies(entry -> assertThat(entry.source())
                .hasToString(taken.get(0).range().source().id()));
    }

    @Test
    void goesOnAfterARestartWhereItWasAcknowledged() throws IOException {
        append(log, "a\n");
        assertThat(read()).isEqualTo("a\n");
        acknowledge();
        append(log, "b\n");
        assertThat(read()).isEqualTo("b\n");
        restart();
        append(log, "c\n");
        assertThat(read()).isEqualTo("b\nc\n");
        assertThat(offsets()).containsExactly("0-2", "2-4", "2-6");
        assertThat(names()).hasSize(1);
    }

    @Test
    void keepsItsNameAsItGrowsBeyondTheFingerprint() throws IOException {
        for (int i = 0; i < 60; i++) {
            append(log, "line " + i + "\n");
            read();
            acknowledge();
            if (i % 7 == 0) {
                restart();
            }
        }
        assertThat(names()).hasSize(1);
        assertThat(text()).isEqualTo(Files.readString(log));
    }

    @Test
    void followsARenamedFileAndTheOneThatTakesItsPlace() throws IOException {
        append(log, "a\n");
        read();
        Files.move(log, root.resolve("app.log.1"));
        append(root.resolve("app.log.1"), "late\n");
        append(log, "new\n");
        assertThat(read()).isEqualTo("late\nnew\n");
        append(root.resolve("app.log.1"), "later\n");
        assertThat(read()).isEqualTo("later\n");
        assertThat(names()).hasSize(2);
    }

    @Test
    void readsAFileOnceThoughItsNewNameMatchesToo() throws IOException {
        glob = "app*";
        append(log, "a\n");
        read();
        Files.move(log, root.resolve("app.log.1"));
        append(log, "b\n");
        assertThat(read()).isEqualTo("b\n");
        acknowledge();
        restart();
        assertThat(read()).isEmpty();
        append(root.resolve("app.log.1"), "c\n");
        assertThat(read()).isEqualTo("c\n");
        assertThat(names()).hasSize(2);
    }

    @Test
    void readsTheRestOfAFileThatWasRenamedWhileNobodyLooked() throws IOException {
        append(log, "a\n");
        read();
        acknowledge();
        append(log, "b\n");
        stop();
        Files.move(log, root.resolve("app.log.1"));
        append(log, "c\n");
        assertThat(read()).contains("b\n", "c\n").hasSize(4);
        assertThat(offsets()).containsExactlyInAnyOrder("0-2", "2-4", "0-2");
    }

    @Test
    void readsADeletedFileToItsEndAndLetsGoOfIt() throws IOException {
        append(log, "a\n");
        read();
        append(log, "b\n");
        Files.delete(log);
        assertThat(read()).isEqualTo("b\n");
        pass(GRACE.plusSeconds(1));
        assertThat(sources.open()).as("not acknowledged yet").hasSize(1);
        acknowledge();
        pass(GRACE);
        assertThat(sources.open()).isEmpty();
    }

    @Test
    void takesTheLastLineOfARotatedFileAfterTheGracePeriod() throws IOException {
        append(log, "a\nno newline");
        assertThat(read()).isEqualTo("a\n");
        Files.move(log, root.resolve("app.log.1"));
        assertThat(read()).isEmpty();
        pass(GRACE.minusSeconds(5));
        assertThat(read()).isEmpty();
        pass(Duration.ofSeconds(5));
        assertThat(read()).isEqualTo("no newline\n");
        assertThat(offsets()).containsExactly("0-2", "2-12");
    }

    @Test
    void leavesTheLastLineOfAFileAloneThatIsInItsPlace() throws IOException {
        append(log, "no newline");
        read();
        pass(GRACE.multipliedBy(10));
        assertThat(read()).isEmpty();
    }

    @Test
    void startsAgainWhenTheFileIsTruncated() throws IOException {
        append(log, "first\nsecond\n");
        read();
        Files.writeString(log, "third\n", TRUNCATE_EXISTING);
        assertThat(read()).isEqualTo("third\n");
        assertThat(offsets()).containsExactly("0-13", "0-6");
        assertThat(names()).hasSize(2);
        assertThat(names().get(1)).isEqualTo(names().get(0).replace("-0", "-1"));
        assertThat(counters.truncations).hasValue(1);
    }

    @Test
    void seesATruncationOfAFileThatAlwaysBeginsAlike() throws IOException {
        String banner = "=".repeat(99) + "\n";
        append(log, banner + "first\n");
        read();
        Files.writeString(log, banner + "second, longer\nthird\n", TRUNCATE_EXISTING);
        assertThat(read()).isEqualTo(banner + "second, longer\nthird\n");
        assertThat(counters.truncations).hasValue(1);
    }

    @Test
    void seesATruncationOfAFileThatAlwaysBeginsAlikeWhileNobodyLooked() throws IOException {
        String banner = "=".repeat(99) + "\n";
        append(log, banner + "first\n");
        read();
        acknowledge();
        stop();
        Files.writeString(log, banner + "second, longer\nthird\n", TRUNCATE_EXISTING);
        assertThat(read()).isEqualTo(banner + "second, longer\nthird\n");
        assertThat(names()).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void readsACompressedFileThatOnlyBeginsAsOneThatHasGone() throws IOException {
        glob = "app*";
        String banner = "=".repeat(99) + "\n";
        append(log, banner + "first\n");
        read();
        acknowledge();
        stop();
        Files.delete(log);
        gzip(root.resolve("app.log.1.gz"), banner + "second, longer\n");
        assertThat(read() + read()).isEqualTo(banner + "second, longer\n");
    }

    @Test
    void seesATruncationBehindWhichTheFileHasGrownFurther() throws IOException {
        append(log, "first\n");
        read();
        Files.writeString(log, "another first\nand more\n", TRUNCATE_EXISTING);
        assertThat(read()).isEqualTo("another first\nand more\n");
        assertThat(names()).hasSize(2);
    }

    @Test
    void seesATruncationBehindWhichTheFileHasTheSameSize() throws IOException {
        append(log, "1000\n");
        read();
        Files.writeString(log, "2000\n", TRUNCATE_EXISTING);
        pass(Duration.ofSeconds(10));
        assertThat(read()).isEqualTo("2000\n");
        assertThat(names()).hasSize(2);
    }

    @Test
    void seesATruncationThatHappenedWhileNobodyLooked() throws IOException {
        append(log, "first\nsecond\n");
        read();
        acknowledge();
        stop();
        Files.writeString(log, "other\nlines, and longer\n", TRUNCATE_EXISTING);
        assertThat(read()).isEqualTo("other\nlines, and longer\n");
        assertThat(names()).hasSize(2);
    }

    @Test
    void neverGivesANameTwiceThoughTheFileBeginsAlike() throws IOException {
        append(log, "same\n");
        read();
        append(log, "but different\n");
        read();
        acknowledge();
        stop();
        Files.writeString(log, "same\n", TRUNCATE_EXISTING);
        assertThat(read()).isEqualTo("same\n");
        assertThat(names()).hasSize(2);
    }

    @Test
    void keepsTheCheckpointOfATruncatedFileUntilItHasANewName() throws IOException {
        append(log, "same\n");
        read();
        acknowledge();
        Files.writeString(log, "", TRUNCATE_EXISTING);
        pass(Duration.ofSeconds(1));
        assertThat(read()).isEmpty();
        restart();
        append(log, "same\n");
        assertThat(read()).isEqualTo("same\n");
        assertThat(names()).hasSize(2);
    }

    @Test
    void doesNotTakeAnotherFileWithTheSameInodeForTheOldOne() throws IOException {
        append(log, "old file\n");
        read();
        acknowledge();
        stop();
        Path file = root.resolve("checkpoints/app.json");
        Files.delete(log);
        append(log, "new file\n");
        // Whether the inode is used again is up to the file system; make it so.
        long inode = ((Number) Files.getAttribute(log, "unix:ino")).longValue();
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceAll("\"inode\":\\d+", "\"inode\":" + inode)
                        .replaceAll("\"bornAtMillis\":-?\\d+", "\"bornAtMillis\":-1")
                        .replaceAll(",\"crc32\":\"\\w+\"", ""));
        assertThat(read()).isEqualTo("new file\n");
        assertThat(names()).hasSize(2);
    }

    @Test
    void tellsFilesByTheirBirthThoughTheyBeginAlike() throws IOException {
        append(log, "same\n");
        read();
        acknowledge();
        stop();
        Path file = root.resolve("checkpoints/app.json");
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceAll("\"bornAtMillis\":-?\\d+", "\"bornAtMillis\":1")
                        .replaceAll(",\"crc32\":\"\\w+\"", ""));
        // The file's own time of birth is only believed once it differs from the time of its last change.
        Files.setLastModifiedTime(log, FileTime.from(now.plusSeconds(99)));
        assertThat(read()).isEqualTo("same\n");
        assertThat(names()).hasSize(2);
    }

    @Test
    void skipsTheHeaderOfEachFileAndTellsFilesByWhatIsBehindIt() throws IOException {
        headerLines = 1;
        append(log, "id,na");
        assertThat(read()).isEmpty();
        append(log, "me\n");
        assertThat(read()).isEmpty();
        append(log, "1,a\n");
        assertThat(read()).isEqualTo("1,a\n");
        Files.writeString(log, "id,name\n2,b\n3,c\n", TRUNCATE_EXISTING);
        assertThat(read()).isEqualTo("2,b\n3,c\n");
        assertThat(offsets()).containsExactly("8-12", "8-16");
        acknowledge();
        restart();
        append(log, "4,d\n");
        assertThat(read()).isEqualTo("4,d\n");
    }

    @Test
    void offersAnOverlongLineAsItsPlaceInTheFile() throws IOException {
        String line = "x".repeat(2_500_000);
        append(log, "a\n" + line);
        assertThat(read()).isEqualTo("a\n");
        append(log, "\nb\n");
        read();
        assertThat(offsets()).containsExactly("0-2", "2-2500003", "2500003-2500005");
        OverlongLine overlong = (OverlongLine) taken.get(1).range();
        Files.move(log, root.resolve("elsewhere"));
        append(log, "another file\n");
        try (InputStream content = overlong.content().open()) {
            assertThat(new String(content.readAllBytes(), UTF_8)).isEqualTo(line + "\n");
        }
    }

    @Test
    void saysWhenAnOverlongLineIsGone() throws IOException {
        append(log, "x".repeat(1_000_001) + "\n");
        read();
        OverlongLine overlong = (OverlongLine) taken.get(0).range();
        Files.writeString(log, "y".repeat(1_500_000) + "\n", TRUNCATE_EXISTING);
        read();
        assertThatExceptionOfType(SourceGoneException.class)
                .isThrownBy(() -> overlong.content().open().readAllBytes());
    }

    @Test
    void waitsForCompanyAfterABatchButNotBeforeTheFirst() throws IOException {
        append(log, "a\n");
        start();
        sources.scan(now);
        assertThat(next()).isTrue();
        append(log, "b\n");
        assertThat(next()).isFalse();
        now = now.plusMillis(499);
        append(log, "c\n");
        assertThat(next()).isFalse();
        now = now.plusMillis(1);
        assertThat(next()).isTrue();
        assertThat(text()).isEqualTo("a\nb\nc\n");
        assertThat(offsets()).containsExactly("0-2", "2-6");
    }

    @Test
    void forgetsFilesThatHaveLongBeenGone() throws IOException {
        append(log, "a\n");
        read();
        acknowledge();
        Files.delete(log);
        pass(Duration.ofSeconds(1));
        pass(GRACE);
        pass(Checkpoint.KEEP_GONE.minusHours(2));
        assertThat(checkpoint()).hasSize(1);
        pass(Duration.ofHours(4));
        assertThat(checkpoint()).isEmpty();
    }

    @Test
    void readsManyFilesEachOnItsOwn() throws IOException {
        for (int i = 0; i < 50; i++) {
            append(root.resolve(i + ".log"), "same text\n");
        }
        assertThat(read()).isEqualTo("same text\n".repeat(50));
        assertThat(names()).hasSize(50);
    }

    @Test
    void hasOneBatchOfAFileUnderWayAtATime() throws IOException {
        catchUp = 100;
        append(log, "a\n");
        assertThat(read()).isEqualTo("a\n");
        append(log, "b\n");
        append(root.resolve("other.log"), "other\n");
        assertThat(read()).as("of the other file only").isEqualTo("other\n");
        acknowledge();
        assertThat(read()).isEqualTo("b\n");
    }

    @Test
    void hasSeveralBatchesUnderWayOfAFileThatIsFarBehind() throws IOException {
        catchUp = 9_000_000;
        append(log, ("x".repeat(999) + "\n").repeat(20_000));
        assertThat(read().length()).isEqualTo(20_000_000);
        assertThat(taken).hasSize(10);
        append(log, "last\n");
        taken.subList(0, 5).forEach(Taken::acknowledge);
        taken.get(7).acknowledge();
        assertThat(read()).as("8 MB are still under way").isEmpty();
        taken.subList(5, 7).forEach(Taken::acknowledge);
        assertThat(read()).as("4 MB are").isEmpty();
        taken.subList(8, 10).forEach(Taken::acknowledge);
        assertThat(read()).isEqualTo("last\n");
    }

    @Test
    void isNotHeldBackByAnOverlongLine() throws IOException {
        catchUp = 100_000_000;
        append(log, "x".repeat(1_000_001) + "\na\n");
        assertThat(read()).isEqualTo("a\n");
    }

    @Test
    void holdsBackTheNextGenerationUntilTheFormerHasArrived() throws IOException {
        catchUp = 100;
        append(log, "first\n");
        read();
        Files.writeString(log, "next\n", TRUNCATE_EXISTING);
        assertThat(read()).isEmpty();
        acknowledge();
        assertThat(read()).isEqualTo("next\n");
    }

    @Test
    void keepsWhatWasReadBeforeATruncationAndCountsWhatWasNot() throws IOException {
        catchUp = 1_000;
        append(log, "read\n");
        read();
        append(log, "seen, not read\n");
        assertThat(read()).isEmpty();
        Files.writeString(log, "x\n", TRUNCATE_EXISTING);
        assertThat(read()).isEmpty();
        assertThat(counters.unread).hasValue("seen, not read\n".length());
        acknowledge();
        assertThat(read()).isEqualTo("x\n");
        acknowledge();
        pass(Duration.ofSeconds(1));
        assertThat(checkpoint()).singleElement().satisfies(entry -> {
            assertThat(entry.source().generation()).isEqualTo(1);
            assertThat(entry.offset()).isEqualTo(2);
        });
    }

    @Test
    void countsNothingAsUnreadWhereAllWasRead() throws IOException {
        append(log, "first\n");
        read();
        Files.writeString(log, "another, longer\n", TRUNCATE_EXISTING);
        read();
        assertThat(counters.truncations).hasValue(1);
        assertThat(counters.unread).hasValue(0);
    }

    @Test
    void takesAnEntryOfSeveralLinesOnceTheNextBegins() throws IOException {
        entryStart = Optional.of("\\d");
        append(log, "1 a\n at x\n at y\n2 b\n");
        assertThat(read()).isEqualTo("1 a\n at x\n at y\n");
        append(log, " at z\n");
        assertThat(read()).isEmpty();
        append(log, "3");
        assertThat(read()).as("a line that is not whole begins nothing").isEmpty();
        append(log, " c\n");
        assertThat(read()).isEqualTo("2 b\n at z\n");
    }

    @Test
    void takesTheLastEntryOfAQuietFile() throws IOException {
        entryStart = Optional.of("\\d");
        append(log, "1 a\n at x\nunfinis");
        assertThat(read()).isEmpty();
        pass(Duration.ofSeconds(20));
        assertThat(read()).isEqualTo("1 a\n at x\n");
        append(log, "hed\n");
        assertThat(read()).isEmpty();
        pass(Duration.ofSeconds(20));
        assertThat(read()).isEqualTo("unfinished\n");
    }

    @Test
    void takesTheLastEntryOfARotatedFile() throws IOException {
        entryStart = Optional.of("\\d");
        append(log, "1 a\n at x\n2 b\n at");
        read();
        Files.move(log, root.resolve("app.log.1"));
        pass(Duration.ofSeconds(1));
        pass(GRACE);
        read();
        assertThat(text()).isEqualTo("1 a\n at x\n2 b\n at\n");
    }

    @Test
    void takesAnUnfinishedLineAfterAWhileIfToldTo() throws IOException {
        unfinishedAfter = Optional.of(Duration.ofSeconds(30));
        append(log, "a\nunfin");
        assertThat(read()).isEqualTo("a\n");
        pass(Duration.ofSeconds(20));
        append(log, "ished");
        assertThat(read()).isEmpty();
        pass(Duration.ofSeconds(30));
        assertThat(read()).isEqualTo("unfinished\n");
        append(log, " after all\nb\n");
        assertThat(read()).isEqualTo(" after all\nb\n");
        assertThat(offsets()).containsExactly("0-2", "2-12", "12-25");
    }

    @Test
    void beginsAtTheEndOfFilesThatAreThereAtTheVeryFirstStart() throws IOException {
        beginAtEnd = true;
        append(log, "old\nunfin");
        start();
        sources.scan(now);
        assertThat(checkpoint()).singleElement().satisfies(entry -> assertThat(entry.offset())
                .isEqualTo(4));
        restart();
        append(log, "ished\n");
        append(root.resolve("new.log"), "new\n");
        assertThat(read().lines()).containsExactlyInAnyOrder("unfinished", "new");
    }

    @Test
    void beginsFilesAtTheirStartThatComeAfterAStartWithoutAny() throws IOException {
        beginAtEnd = true;
        read();
        restart();
        append(log, "a\n");
        assertThat(read()).isEqualTo("a\n");
    }

    @Test
    void followsALinkThatIsPointedElsewhere() throws IOException {
        glob = "current";
        Path link = root.resolve("current");
        append(root.resolve("app.1"), "a\n");
        Files.createSymbolicLink(link, root.resolve("app.1"));
        assertThat(read()).isEqualTo("a\n");
        append(root.resolve("app.1"), "rest\n");
        append(root.resolve("app.2"), "b\n");
        Files.delete(link);
        Files.createSymbolicLink(link, root.resolve("app.2"));
        assertThat(read()).isEqualTo("rest\nb\n");
        Files.delete(root.resolve("app.2"));
        append(root.resolve("app.2"), "another behind the same link\n");
        assertThat(read()).isEqualTo("another behind the same link\n");
        assertThat(names()).hasSize(3);
    }

    @Test
    void readsAFileWithTwoNamesOnce() throws IOException {
        append(log, "a\n");
        Files.createLink(root.resolve("another.log"), log);
        assertThat(read()).isEqualTo("a\n");
        Files.delete(log);
        append(root.resolve("another.log"), "b\n");
        assertThat(read()).isEqualTo("b\n");
        assertThat(names()).hasSize(1);
    }

    @Test
    void opensAFileOnceItMayBeRead() throws IOException {
        // A directory that is named like a log cannot be read as one, whoever runs the tests.
        Files.createDirectory(root.resolve("dir.log"));
        append(log, "a\n");
        assertThat(read()).isEqualTo("a\n");
        Files.delete(root.resolve("dir.log"));
        append(root.resolve("dir.log"), "b\n");
        assertThat(read()).isEqualTo("b\n");
    }

    @Test
    void waitsForAnEmptyFileToBegin() throws IOException {
        append(log, "");
        assertThat(read()).isEmpty();
        Files.move(log, root.resolve("app.log.1"));
        append(root.resolve("app.log.1"), "late\n");
        assertThat(read()).isEqualTo("late\n");
    }

    @Test
    void letsGoOfAFileThatWasEmptyToTheEnd() throws IOException {
        append(log, "");
        read();
        Files.delete(log);
        pass(Duration.ofSeconds(1));
        pass(GRACE);
        assertThat(sources.open()).isEmpty();
    }

    @Test
    void goesOnWithFilesThatWereRotatedTwiceWhileItWasDown() throws IOException {
        glob = "app.log";
        append(log, "a1\n");
        read();
        acknowledge();
        append(log, "a2\n");
        Files.move(log, root.resolve("app.log.1"));
        append(log, "b1\n");
        assertThat(read()).contains("a2\n", "b1\n");
        taken.get(0).acknowledge();
        append(log, "b2\n");
        stop();
        Files.move(root.resolve("app.log.1"), root.resolve("app.log.2"));
        Files.move(log, root.resolve("app.log.1"));
        append(log, "c1\n");
        read();
        assertThat(text().lines()).containsExactlyInAnyOrder("a1", "a2", "b1", "a2", "b1", "b2", "c1");
        assertThat(names()).hasSize(3);
    }

    @Test
    void keepsBytesThatAreNoText() throws IOException {
        append(log, "nul \u0000\r\n\n\r\n\u0000\n");
        assertThat(read()).isEqualTo("nul \u0000\r\n\n\r\n\u0000\n");
    }

    @Test
    void readsACompressedFileOnce() throws IOException {
        glob = "app*";
        gzip(root.resolve("app.log.1.gz"), "a\n", "b\nno newline");
        assertThat(read()).isEqualTo("a\nb\nno newline\n");
        assertThat(offsets()).containsExactly("0-14");
        assertThat(read()).isEmpty();
        assertThat(sources.open()).as("not acknowledged yet").hasSize(1);
        acknowledge();
        read();
        assertThat(sources.open()).isEmpty();
        restart();
        assertThat(read()).isEmpty();
        Files.move(root.resolve("app.log.1.gz"), root.resolve("app.log.2.gz"));
        gzip(root.resolve("app.log.1.gz"), "c\n");
        assertThat(read()).isEqualTo("c\n");
        restart();
        acknowledge();
        assertThat(names()).hasSize(2);
    }

    @Test
    void remembersACompressedFileForAsLongAsItIsThere() throws IOException {
        glob = "app*";
        gzip(root.resolve("app.log.1.gz"), "a\n");
        read();
        acknowledge();
        read();
        pass(Checkpoint.KEEP_GONE.minusHours(1));
        pass(Checkpoint.KEEP_GONE.minusHours(1));
        restart();
        assertThat(read()).isEmpty();
        Files.delete(root.resolve("app.log.1.gz"));
        pass(Duration.ofSeconds(1));
        pass(Checkpoint.KEEP_GONE.plusHours(2));
        assertThat(checkpoint()).isEmpty();
    }

    @Test
    void readsNothingOfTheCompressedFormOfWhatItHasRead() throws IOException {
        glob = "app*";
        append(log, "a\n");
        read();
        append(log, "b\n");
        compress(log, root.resolve("app.log.1.gz"));
        assertThat(read()).as("by the descriptor that is open").isEqualTo("b\n");
        acknowledge();
        assertThat(read()).isEmpty();
        pass(GRACE);
        read();
        assertThat(sources.open()).isEmpty();
        assertThat(read()).isEmpty();
        restart();
        assertThat(read()).isEmpty();
        assertThat(names()).hasSize(1);
    }

    @Test
    void readsTheRestOfAFileThatWasCompressedWhileNobodyLooked() throws IOException {
        for (String any : List.of("app*", "app.log")) {
            glob = any;
            append(log, "1 " + any + "\n");
            read();
            acknowledge();
            append(log, "2 " + any + "\n3 " + any + "\n");
            stop();
            compress(log, root.resolve(any.length() + ".app.log.1.gz"));
            append(log, "4 " + any + "\n");
            read();
            assertThat(text()).endsWith("4 " + any + "\n2 " + any + "\n3 " + any + "\n");
            assertThat(taken.get(taken.size() - 1).range().source().id())
                    .isEqualTo(taken.get(taken.size() - 3).range().source().id());
            acknowledge();
            read();
            restart();
            assertThat(read()).isEmpty();
            stop();
            Files.delete(log);
        }
    }

    @Test
    void doesNotReadACompressedFileThatNoGlobMatches() throws IOException {
        append(log, "a\n");
        read();
        acknowledge();
        stop();
        Files.delete(log);
        gzip(root.resolve("elsewhere.gz"), "never seen\n");
        assertThat(read()).isEmpty();
        assertThat(read()).isEmpty();
    }

    @Test
    void goesOnInACompressedFileAfterARestart() throws IOException {
        glob = "app*";
        String line = "x".repeat(99) + "\n";
        gzip(root.resolve("app.log.1.gz"), line.repeat(100_000));
        assertThat(read().length()).isEqualTo(10_000_000);
        taken.subList(0, 4).forEach(Taken::acknowledge);
        restart();
        taken.clear();
        assertThat(read().length()).isEqualTo(2_000_000);
        assertThat(offsets()).containsExactly("8000000-10000000");
    }

    @Test
    void waitsForACompressedFileThatIsNotWhole() throws IOException {
        glob = "app*";
        Path whole = root.resolve("whole");
        gzip(whole, "a\n".repeat(5_000));
        byte[] bytes = Files.readAllBytes(whole);
        Path file = root.resolve("app.log.1.gz");
        for (int written : List.of(0, 3, 12, bytes.length / 2, bytes.length - 1)) {
            Files.write(file, Arrays.copyOf(bytes, written));
            assertThat(read()).isEmpty();
            assertThat(read()).isEmpty();
        }
        Files.write(file, bytes);
        assertThat(read()).isEqualTo("a\n".repeat(5_000));
    }

    @Test
    void leavesABrokenCompressedFileAndReadsTheOthers() throws IOException {
        glob = "app*";
        append(root.resolve("app.0.gz"), "this is no gzip at all");
        gzip(root.resolve("app.1.gz"), "a\n".repeat(5_000));
        byte[] bytes = Files.readAllBytes(root.resolve("app.1.gz"));
        bytes[bytes.length - 6] ^= 1;
        Files.write(root.resolve("app.1.gz"), bytes);
        gzip(root.resolve("app.2.gz"), "b\n");
        append(log, "c\n");
        assertThat(read().lines()).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void readsCompressedFilesOneAfterTheOther() throws IOException {
        glob = "app*";
        for (int i = 0; i < 5; i++) {
            gzip(root.resolve("app." + i + ".gz"), i + "\n");
        }
        gzip(root.resolve("app.empty.gz"), "");
        for (int i = 0; i < 5; i++) {
            assertThat(read()).isEqualTo(i + "\n");
            assertThat(sources.open()).hasSize(1);
            acknowledge();
        }
        assertThat(read()).isEmpty();
        assertThat(sources.open()).isEmpty();
    }

    @Test
    void offersAnOverlongLineOfACompressedFile() throws IOException {
        glob = "app*";
        headerLines = 1;
        String line = "é".repeat(2_500_000);
        gzip(root.resolve("app.1.gz"), "header\na\n", line, "\nb\n");
        assertThat(read()).isEqualTo("a\nb\n");
        assertThat(offsets()).containsExactly("7-9", "9-5000010", "5000010-5000012");
        OverlongLine overlong = (OverlongLine) taken.get(1).range();
        assertThat(overlong.source().header()).isEqualTo("header\n");
        try (InputStream content = overlong.content().open()) {
            assertThat(new String(content.readAllBytes(), UTF_8).equals(line + "\n"))
                    .isTrue();
        }
    }

    @Test
    void leavesOutCompressedFilesThatAreThereAtTheVeryFirstStart() throws IOException {
        glob = "app*";
        beginAtEnd = true;
        gzip(root.resolve("app.1.gz"), "old\n");
        assertThat(read()).isEmpty();
        gzip(root.resolve("app.0.gz"), "new\n");
        assertThat(read()).isEqualTo("new\n");
        acknowledge();
        restart();
        assertThat(read()).isEmpty();
    }

    @Test
    void readsACompressedFileThatHasTheSizeAndTheStartOfOneThatHasGone() throws IOException {
        glob = "app*";
        String start = "=".repeat(99) + "\n";
        gzip(root.resolve("app.1.gz"), start + "first\n");
        read();
        acknowledge();
        read();
        Files.move(root.resolve("app.1.gz"), root.resolve("elsewhere"));
        gzip(root.resolve("app.2.gz"), start + "other\n");
        assertThat(read() + read()).isEqualTo(start + "other\n");
    }

    @Test
    void readsNothingOfACopyOfACompressedFileThatHasGone() throws IOException {
        glob = "app*";
        String start = "=".repeat(99) + "\n";
        for (List<String> members : List.of(List.of(start + "first\nunfinished"), List.of(start, "a\n", "b\n"))) {
            gzip(root.resolve("app.1.gz"), members.toArray(String[]::new));
            assertThat(read()).isNotEmpty();
            acknowledge();
            read();
            Files.copy(root.resolve("app.1.gz"), root.resolve("copy"), StandardCopyOption.REPLACE_EXISTING);
            Files.delete(root.resolve("app.1.gz"));
            read();
            Files.move(root.resolve("copy"), root.resolve("app.2.gz"));
            assertThat(read() + read()).isEmpty();
            Files.delete(root.resolve("app.2.gz"));
            read();
        }
    }

    @Test
    void readsACompressedFileFromItsStartThatBeginsWithAllOfAnotherThatHasGone() throws IOException {
        glob = "app*";
        gzip(root.resolve("app.1.gz"), "starting\n");
        read();
        acknowledge();
        read();
        Files.move(root.resolve("app.1.gz"), root.resolve("elsewhere"));
        gzip(root.resolve("app.2.gz"), "starting\nanother day\n");
        assertThat(read() + read()).isEqualTo("starting\nanother day\n");
        assertThat(names()).hasSize(2);
    }

    @Test
    void readsACompressedFileOnceItMayBeRead() throws IOException {
        glob = "app*";
        Path file = root.resolve("app.1.gz");
        gzip(file, "a\n");
        deny(file);
        assertThat(read() + read()).isEmpty();
        assertThat(counters.problems.all()).containsKey(file.toString());
        allow(file);
        assertThat(read()).isEqualTo("a\n");
        assertThat(counters.problems.all()).isEmpty();
    }

    @Test
    void goesOnThoughAPathOfTheCheckpointIsNone() throws IOException {
        append(log, "a\n");
        read();
        acknowledge();
        stop();
        Files.delete(log);
        // As a path with an umlaut is where the locale knows no umlauts.
        Path file = root.resolve("checkpoints/app.json");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(log.toString(), root + "/app\\u0000.gz")
                        .replaceAll(",\"crc32\":\"\\w+\"", ""));
        glob = "app*";
        gzip(root.resolve("app.1.gz"), "b\n");
        append(log, "c\n");
        assertThat(read()).isEqualTo("c\nb\n");
        assertThat(checkpoint()).hasSize(3);
    }

    @Test
    void beginsAtTheEndOfAFileThatCouldNotBeReadAtTheVeryFirstStart() throws IOException {
        beginAtEnd = true;
        append(log, "old\n");
        deny(log);
        assertThat(read()).isEmpty();
        append(root.resolve("later.log"), "new\n");
        allow(log);
        assertThat(read()).isEqualTo("new\n");
        append(log, "newer\n");
        assertThat(read()).isEqualTo("newer\n");
    }

    private static void deny(Path file) throws IOException {
        Files.setPosixFilePermissions(file, Set.of());
        assumeThat(Files.isReadable(file))
                .as("this user may read whatever it likes")
                .isFalse();
    }

    private static void allow(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static void compress(Path file, Path form) throws IOException {
        gzip(form, Files.readString(file));
        Files.delete(file);
    }

    /** Writes a member for each text. */
    private static void gzip(Path file, String... texts) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (String text : texts) {
                GZIPOutputStream member = new GZIPOutputStream(out);
                member.write(text.getBytes(UTF_8));
                member.finish();
            }
        }
    }

    private void start() throws IOException {
        if (sources == null) {
            TailOptions options = new TailOptions(
                    "app",
                    root + "/" + glob,
                    root.resolve("checkpoints"),
                    "host",
                    Duration.ofSeconds(1),
                    Duration.ofMillis(500),
                    4,
                    2_000_000,
                    64_000_000,
                    catchUp,
                    Duration.ofSeconds(5),
                    GRACE,
                    headerLines,
                    64,
                    entryStart.map(Pattern::compile).map(EntryStart::new),
                    Duration.ofSeconds(20),
                    unfinishedAfter,
                    beginAtEnd);
            sources = new Sources(options, counters);
        }
    }

    private void stop() throws IOException {
        sources.save(now);
        sources.close();
        sources = null;
    }

    private void restart() throws IOException {
        stop();
        start();
    }

    private void pass(Duration time) throws IOException {
        now = now.plus(time);
        start();
        sources.scan(now);
        sources.save(now);
    }

    /** Lets time pass, scans, reads all there is, and returns it. */
    private String read() throws IOException {
        int before = taken.size();
        now = now.plusSeconds(1);
        start();
        do {
            sources.scan(now);
            now = now.plusMillis(600);
        } while (next());
        // A truncated file has its new name only after a scan.
        sources.scan(now);
        do {
            now = now.plusMillis(600);
        } while (next());
        return text(taken.subList(before, taken.size()));
    }

    private boolean next() throws IOException {
        boolean found = false;
        for (SourceFile source : List.copyOf(sources.open())) {
            Acknowledged acknowledged = source.acknowledged();
            var range = source.next(sources.reader(), 64_000_000, now);
            range.ifPresent(some -> taken.add(new Taken(some, acknowledged)));
            found |= range.isPresent();
        }
        return found;
    }

    private void acknowledge() {
        taken.forEach(Taken::acknowledge);
    }

    private List<Checkpoint.Entry> checkpoint() throws IOException {
        Path copy = Files.createDirectories(root.resolve("copy")).resolve("app.json");
        Files.copy(root.resolve("checkpoints/app.json"), copy, StandardCopyOption.REPLACE_EXISTING);
        try (CheckpointFile file = new CheckpointFile(copy.getParent(), "app")) {
            return file.load().orElseThrow().sources();
        }
    }

    private String text() {
        return text(taken);
    }

    private static String text(List<Taken> some) {
        StringBuilder text = new StringBuilder();
        some.stream()
                .map(Taken::range)
                .flatMap(range -> range instanceof FileRecords records ? records.records().stream() : Stream.empty())
                .map(LineRecord::data)
                .forEach(data -> text.append(new String(data, UTF_8)));
        return text.toString();
    }

    private List<String> offsets() {
        return taken.stream()
                .map(Taken::range)
                .map(range -> range.from() + "-" + range.to())
                .toList();
    }

    private List<String> names() {
        return taken.stream()
                .map(Taken::range)
                .map(range -> range.source().id())
                .distinct()
                .toList();
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, CREATE, APPEND);
    }

    private static final class Taken {
        private final FileRange range;
        private final Acknowledged acknowledged;
        private boolean isDone;

        Taken(FileRange range, Acknowledged acknowledged) {
            this.range = range;
            this.acknowledged = acknowledged;
        }

        FileRange range() {
            return range;
        }

        void acknowledge() {
            if (!isDone) {
                acknowledged.acknowledge(range.from(), range.to());
                isDone = true;
            }
        }
    }
}
