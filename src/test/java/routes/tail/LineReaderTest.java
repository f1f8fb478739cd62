package routes.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.delivery.FirehoseLimits;
import routes.delivery.LineRecord;
import routes.text.EntryStart;

class LineReaderTest {
    private static final long ROOM = 10_000_000;

    @TempDir
    private Path directory;

    private final LineReader reader = new LineReader(10, 10_000_000, new LineFraming());

    @Test
    void joinsWholeLinesUpToTheSizeOfARecord() throws IOException {
        List<LineRecord> records = lines(read("aa\nbb\ncc\ndddd\ne\n", false));
        assertThat(records).extracting(LineReaderTest::text).containsExactly("aa\nbb\ncc\n", "dddd\ne\n");
        assertThat(records).extracting(LineRecord::from).containsExactly(0L, 9L);
        assertThat(records).extracting(LineRecord::to).containsExactly(9L, 16L);
    }

    @Test
    void takesALineOnceItsNewlineIsThere() throws IOException {
        assertThat(lines(read("aa\nbb", false)))
                .extracting(LineReaderTest::text)
                .containsExactly("aa\n");
        assertThat(read("bb", false)).isEqualTo(new Reading.Unfinished(0, false));
    }

    @Test
    void keepsEveryByte() throws IOException {
        String text = "é\r\n\n\u0000\n雪\n\r\n";
        assertThat(all(text)).isEqualTo(text);
    }

    @Test
    void takesALineThatFillsARecordExactly() throws IOException {
        assertThat(lines(read("123456789\n1\n", false)))
                .extracting(LineReaderTest::text)
                .containsExactly("123456789\n", "1\n");
    }

    @Test
    void findsTheEndOfALineTooLongForARecord() throws IOException {
        assertThat(read("1234567890\n1\n", false)).isEqualTo(new Reading.Overlong(0, 11));
        assertThat(read("1".repeat(95) + "\nx\n", false)).isEqualTo(new Reading.Overlong(0, 96));
    }

    @Test
    void takesTheLinesBeforeALongOneFirst() throws IOException {
        assertThat(lines(read("a\n" + "1".repeat(30) + "\n", false)))
                .extracting(LineReaderTest::text)
                .containsExactly("a\n");
    }

    @Test
    void remembersHowFarALongLineWasSearched() throws IOException {
        Path file = file("1".repeat(35) + "\n");
        try (FileChannel channel = FileChannel.open(file)) {
            assertThat(reader.read(new PlainContent(channel), 0, 25, 0, ROOM, Ending.OPEN))
                    .isEqualTo(new Reading.Unfinished(25, false));
            assertThat(reader.read(new PlainContent(channel), 0, 36, 25, ROOM, Ending.OPEN))
                    .isEqualTo(new Reading.Overlong(0, 36));
        }
    }

    @Test
    void endsTheLastLineOfAFileThatIsDone() throws IOException {
        assertThat(lines(read("bb", true))).singleElement().satisfies(record -> {
            assertThat(text(record)).isEqualTo("bb\n");
            assertThat(record.from()).isZero();
            assertThat(record.to()).isEqualTo(2);
        });
        assertThat(read("1".repeat(33), true)).isEqualTo(new Reading.Overlong(0, 33));
    }

    @Test
    void takesWholeLinesOnlyWhereRoomIsShort() throws IOException {
        try (FileChannel channel = FileChannel.open(file("aa\nbb\ncc\n"))) {
            assertThat(lines(reader.read(new PlainContent(channel), 0, 9, 0, 7, Ending.OPEN)))
                    .extracting(LineReaderTest::text)
                    .containsExactly("aa\nbb\n");
        }
    }

    @Test
    void stopsAtTheRecordsOfOneCall() throws IOException {
        String text = "12345678\n".repeat(FirehoseLimits.MAX_BATCH_RECORDS + 1);
        assertThat(lines(read(text, false))).hasSize(FirehoseLimits.MAX_BATCH_RECORDS);
        assertThat(all(text)).isEqualTo(text);
    }

    @Test
    void stopsAtTheBytesOfOneCall() throws IOException {
        String text = ("x".repeat(103) + "\n").repeat(60_000);
        try (FileChannel channel = FileChannel.open(file(text))) {
            for (int batch : List.of(1_000_000, 2_500_000, 3_000_000)) {
                List<LineRecord> records = lines(new LineReader(1_000_000, batch, new LineFraming())
                        .read(new PlainContent(channel), 0, channel.size(), 0, ROOM, Ending.OPEN));
                assertThat(records).hasSize(batch / 1_000_000).allSatisfy(record -> assertThat(record.data())
                        .hasSizeLessThanOrEqualTo(1_000_000));
                assertThat(records.stream()
                                .mapToInt(record -> record.data().length)
                                .sum())
                        .isGreaterThan(batch / 1_000_000 * 999_000);
            }
        }
    }

    @Test
    void losesNothingOfAnyTextWhereverItIsCut() throws IOException {
        Random random = new Random(7);
        for (int run = 0; run < 300; run++) {
            StringBuilder text = new StringBuilder();
            for (int line = random.nextInt(12); line > 0; line--) {
                text.append("é".repeat(random.nextInt(3)))
                        .append("x".repeat(random.nextInt(14)))
                        .append(random.nextBoolean() ? "\r\n" : "\n");
            }
            assertThat(all(text.toString())).isEqualTo(text.toString());
        }
    }

    @Test
    void findsTheEndOfTheHeader() throws IOException {
        try (FileChannel channel = FileChannel.open(file("id,name of it\n\n1,a\n2"))) {
            assertThat(reader.afterLines(new PlainContent(channel), 0, channel.size()))
                    .isZero();
            assertThat(reader.afterLines(new PlainContent(channel), 1, channel.size()))
                    .isEqualTo(14);
            assertThat(reader.afterLines(new PlainContent(channel), 2, channel.size()))
                    .isEqualTo(15);
            assertThat(reader.afterLines(new PlainContent(channel), 4, channel.size()))
                    .isEqualTo(-1);
        }
    }

    @Test
    void endsRecordsOfEntriesBeforeALineThatBeginsOne() throws IOException {
        LineReader entries = entries(10);
        assertThat(lines(read(entries, "1a\n x\n2b\n y\n3c\n", Ending.OPEN)))
                .extracting(LineReaderTest::text)
                .containsExactly("1a\n x\n", "2b\n y\n");
        assertThat(lines(read(entries, " w\n1a\n x\n", Ending.OPEN)))
                .as("lines before the first start are an entry")
                .extracting(LineReaderTest::text)
                .containsExactly(" w\n");
        assertThat(lines(read(entries, "1a\n x\n2b\n y", Ending.QUIET)))
                .extracting(LineReaderTest::text)
                .containsExactly("1a\n x\n", "2b\n");
        assertThat(lines(read(entries, "1a\n x\n2b\n y", Ending.LAST)))
                .extracting(LineReaderTest::text)
                .containsExactly("1a\n x\n", "2b\n y\n");
        assertThat(read(entries, "1a\n x\n", Ending.OPEN)).isEqualTo(new Reading.Unfinished(0, false));
        assertThat(read(entries, "1a", Ending.QUIET)).isEqualTo(new Reading.Unfinished(0, false));
    }

    @Test
    void takesAnEntryThatFillsARecordExactly() throws IOException {
        assertThat(lines(read(entries(10), "1 34\n 789\n2\n3\n", Ending.OPEN)))
                .extracting(LineReaderTest::text)
                .containsExactly("1 34\n 789\n");
        assertThat(lines(read(entries(10), "1 34\n 789\n", Ending.QUIET)))
                .extracting(LineReaderTest::text)
                .containsExactly("1 34\n 789\n");
    }

    @Test
    void findsTheEndOfAnEntryTooLongForARecord() throws IOException {
        LineReader entries = entries(10);
        String entry = "1a\n" + " at x\n".repeat(30);
        assertThat(read(entries, entry + "2b\n", Ending.OPEN)).isEqualTo(new Reading.Overlong(0, entry.length()));
        assertThat(read(entries, entry + "half", Ending.QUIET)).isEqualTo(new Reading.Overlong(0, entry.length()));
        assertThat(read(entries, entry + "half", Ending.LAST)).isEqualTo(new Reading.Overlong(0, entry.length() + 4));
        Reading.Unfinished unfinished = (Reading.Unfinished) read(entries, entry + "2", Ending.OPEN);
        assertThat(unfinished).isEqualTo(new Reading.Unfinished(entry.length() - 1, false));
        try (PlainContent content = content(entry + "2b\n3c\n")) {
            assertThat(entries.read(content, 0, content.size(), unfinished.searchedTo(), ROOM, Ending.OPEN))
                    .isEqualTo(new Reading.Overlong(0, entry.length()));
        }
    }

    @Test
    void looksAtNoMoreOfALongLineThanThePatternDoes() throws IOException {
        LineReader entries = entries(5_000);
        String long1 = "1" + "x".repeat(2_000);
        assertThat(lines(read(entries, "0\n" + long1, Ending.OPEN)))
                .as("a line can begin an entry before its newline is there")
                .extracting(LineReaderTest::text)
                .containsExactly("0\n");
        String entry = "0" + "y".repeat(9_000) + "\n z\n";
        assertThat(read(entries, entry + long1, Ending.OPEN)).isEqualTo(new Reading.Overlong(0, entry.length()));
    }

    @Test
    void cutsEntriesAsOneWhoReadsLineByLineWould() throws IOException {
        Random random = new Random(11);
        for (int run = 0; run < 500; run++) {
            StringBuilder text = new StringBuilder();
            List<Integer> starts = new ArrayList<>(List.of(0));
            for (int line = 1 + random.nextInt(30); line > 0; line--) {
                boolean isStart = random.nextInt(3) == 0;
                if (isStart && text.length() > 0) {
                    starts.add(text.length());
                }
                text.append(isStart ? "1" : "-")
                        .append("x".repeat(random.nextInt(40) == 0 ? 1_500 : random.nextInt(9)))
                        .append('\n');
            }
            starts.add(text.length());
            LineReader entries = entries(20 + random.nextInt(30));
            List<Long> cuts = cuts(entries, text.toString());
            assertThat(starts.stream().map(Integer::longValue).toList()).containsAll(cuts);
            assertThat(cuts.get(cuts.size() - 1)).isEqualTo(text.length());
        }
    }

    /** Reads all of it and returns where records and over-long entries end. */
    private List<Long> cuts(LineReader entries, String text) throws IOException {
        List<Long> cuts = new ArrayList<>();
        try (PlainContent content = content(text)) {
            long offset = 0;
            long searched = 0;
            while (offset < text.length()) {
                Reading reading = entries.read(content, offset, text.length(), searched, ROOM, Ending.LAST);
                if (reading instanceof Reading.Lines lines) {
                    lines.records().forEach(record -> cuts.add(record.to()));
                    offset = lines.records().get(lines.records().size() - 1).to();
                } else {
                    offset = ((Reading.Overlong) reading).to();
                    cuts.add(offset);
                }
                searched = offset;
            }
        }
        return cuts;
    }

    private static LineReader entries(int recordBytes) {
        return new LineReader(recordBytes, 10_000_000, new EntryFraming(new EntryStart(Pattern.compile("\\d"))));
    }

    private Reading read(LineReader any, String text, Ending ending) throws IOException {
        try (PlainContent content = content(text)) {
            return any.read(content, 0, content.size(), 0, ROOM, ending);
        }
    }

    private PlainContent content(String text) throws IOException {
        return new PlainContent(FileChannel.open(file(text)));
    }

    private Reading read(String text, boolean isLast) throws IOException {
        try (FileChannel channel = FileChannel.open(file(text))) {
            return reader.read(
                    new PlainContent(channel), 0, channel.size(), 0, ROOM, isLast ? Ending.LAST : Ending.OPEN);
        }
    }

    /** Reads to the end, over-long lines included. */
    private String all(String text) throws IOException {
        StringBuilder read = new StringBuilder();
        byte[] bytes = text.getBytes(UTF_8);
        try (FileChannel channel = FileChannel.open(file(text))) {
            long offset = 0;
            while (offset < bytes.length) {
                Reading reading =
                        reader.read(new PlainContent(channel), offset, bytes.length, offset, ROOM, Ending.OPEN);
                if (reading instanceof Reading.Lines lines) {
                    lines.records().forEach(record -> read.append(text(record)));
                    offset = lines.records().get(lines.records().size() - 1).to();
                } else {
                    Reading.Overlong line = (Reading.Overlong) reading;
                    read.append(new String(bytes, (int) offset, (int) (line.to() - offset), UTF_8));
                    offset = line.to();
                }
            }
        }
        return read.toString();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("a.log"), text);
    }

    private static List<LineRecord> lines(Reading reading) {
        return ((Reading.Lines) reading).records();
    }

    private static String text(LineRecord record) {
        return new String(record.data(), UTF_8);
    }
}
