package routes.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.delivery.RecordBatch;
import routes.format.Feeds.Formatted;

/** What holds for any bytes whatever. */
class FormatsPropertyTest {
    private static final int ROUNDS = 300;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Bytes that mean something to one format or another, so that lines of them come near to being right. */
    private static final byte[][] PIECES = {
        bytes("\n"),
        bytes("\r\n"),
        bytes("\r"),
        bytes("\""),
        bytes("\"\""),
        bytes(","),
        bytes("\",\""),
        bytes("\\"),
        bytes("\0"),
        bytes("\u0001"),
        bytes("é"),
        bytes("雪"),
        bytes("😀"),
        bytes("a"),
        bytes("1"),
        bytes("longer than eight bytes"),
        bytes("äöüÄÖÜß"),
        bytes(" "),
        bytes("["),
        bytes("]"),
        bytes("-"),
        bytes("\u2028"),
        bytes("x,y\n"),
        bytes("\"x\",y\n"),
        {(byte) 0xFF},
        {(byte) 0xC3},
        {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
        {(byte) 0xC0, (byte) 0x80},
    };

    private final Random random = new Random(20_261_120);

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void textComesBackFromItsPlaceWhateverItsBytes(String isMultiLine) throws Exception {
        Map<String, String> options = isMultiLine.equals("true")
                ? Map.of("metadata", "true", "multi-line-start-pattern", "[a1]")
                : Map.of("metadata", "true");
        Formats formats = Feeds.formats(options);
        for (int round = 0; round < ROUNDS; round++) {
            byte[][] records = records();
            byte[] file = join(records);
            int end = 0;
            for (String line : convert(formats, records)) {
                JsonNode object = JSON.readTree(line);
                byte[] text = text(object, "data");
                int from = object.at("/metadata/offset").intValue();
                assertThat(Arrays.copyOfRange(file, from, from + text.length)).isEqualTo(text);
                assertThat(isLineEnd(file, end, from)).isTrue();
                end = from + text.length;
            }
            assertThat(isLineEnd(file, end, file.length)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CSVTOJSON", "LOGTOJSON"})
    void everyLineLeavesAsAnObjectOrAsItsText(String format) throws Exception {
        Formats formats = Feeds.formats(
                format.equals("CSVTOJSON")
                        ? Map.of("format", format, "custom-field-names", "x,y")
                        : Map.of("format", format, "match-pattern", "(?<x>.*),(?<y>.*)"));
        for (int round = 0; round < ROUNDS; round++) {
            byte[][] records = records();
            Iterator<String> lines = convert(formats, records).iterator();
            for (byte[] entry : lines(join(records))) {
                if (entry.length > 0 && !new String(entry, UTF_8).matches("\r*")) {
                    JsonNode object = JSON.readTree(lines.next());
                    if (object.has("unparsed")) {
                        assertThat(text(object, "unparsed")).isEqualTo(entry);
                        assertThat(object.get("reason").textValue()).isNotBlank();
                    } else {
                        assertThat(object.size()).isEqualTo(2);
                        assertThat(isUtf8(entry)).isTrue();
                    }
                }
            }
            assertThat(lines.hasNext()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(chars = {',', '\t', '雪'})
    void aLineReadsLikeCsvOfItsOwnWhateverItsNeighbours(char delimiter) throws Exception {
        CSVFormat csv = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(false)
                .get();
        Formats formats = Feeds.formats(Map.of(
                "format", "CSVTOJSON",
                "custom-field-names", "x,y",
                "delimiter", delimiter == '\t' ? "tab" : String.valueOf(delimiter)));
        for (int round = 0; round < ROUNDS; round++) {
            byte[][] records = records();
            for (int i = 0; i < records.length; i++) {
                records[i] =
                        new String(records[i], UTF_8).replace(',', delimiter).getBytes(UTF_8);
            }
            Iterator<String> lines = convert(formats, records).iterator();
            for (byte[] entry : lines(join(records))) {
                String line = new String(entry, UTF_8);
                if (!line.matches("\r*")) {
                    List<String> values = values(csv, line);
                    JsonNode object = JSON.readTree(lines.next());
                    assertThat(object.has("unparsed")).as(line).isEqualTo(values.size() != 2);
                    if (values.size() == 2) {
                        assertThat(List.of(
                                        object.get("x").textValue(),
                                        object.get("y").textValue()))
                                .isEqualTo(values);
                    }
                }
            }
            assertThat(lines.hasNext()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100})
    void utf8IsWhatTheJdkSaysItIs(int length) {
        for (int round = 0; round < 20_000; round++) {
            byte[] data = round % 2 == 0 ? pieces(length) : new byte[length];
            if (round % 2 == 1) {
                random.nextBytes(data);
                data[0] = (byte) (0xC0 + random.nextInt(64));
            }
            assertThat(Utf8.isValid(data, 0, data.length)).isEqualTo(isUtf8(data));
        }
    }

    /** The values of a line that is one row; none if it is not. */
    private static List<String> values(CSVFormat csv, String line) {
        try (CSVParser parser = csv.parse(new StringReader(line))) {
            List<CSVRecord> rows = parser.getRecords();
            return rows.size() == 1 ? rows.get(0).toList() : List.of();
        } catch (java.io.IOException | java.io.UncheckedIOException e) {
            return List.of();
        }
    }

    private static List<String> convert(Formats formats, byte[][] records) {
        RecordBatch batch = Feeds.batch("", 0, records);
        Formatted formatted = Formatted.of(formats, batch);
        assertThat(formatted.overlong()).isEmpty();
        for (RecordBatch converted : formatted.batches()) {
            assertThat(converted.files().get(0).from())
                    .isEqualTo(batch.files().get(0).from());
            assertThat(converted.files().get(0).to())
                    .isEqualTo(batch.files().get(0).to());
            assertThat(converted.records()).allMatch(record -> isUtf8(record.data()));
        }
        return formatted.lines();
    }

    private static byte[] text(JsonNode object, String member) {
        String text = object.get(member).textValue();
        return object.has("encoding") ? Base64.getDecoder().decode(text) : text.getBytes(UTF_8);
    }

    private static boolean isLineEnd(byte[] file, int from, int to) {
        String between = new String(file, from, to - from, UTF_8);
        return between.isEmpty() ? from == 0 : between.equals("\n") || between.equals("\r\n");
    }

    private static List<byte[]> lines(byte[] file) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < file.length; i++) {
            if (file[i] == '\n') {
                lines.add(Arrays.copyOfRange(file, from, i > from && file[i - 1] == '\r' ? i - 1 : i));
                from = i + 1;
            }
        }
        return lines;
    }

    private byte[][] records() {
        byte[][] records = new byte[1 + random.nextInt(3)][];
        for (int i = 0; i < records.length; i++) {
            byte[] record = pieces(1 + random.nextInt(60));
            records[i] = Arrays.copyOf(record, record.length + 1);
            records[i][record.length] = '\n';
        }
        return records;
    }

    private byte[] pieces(int count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // Broken bytes are rare, so that not every record has some.
        int known = random.nextInt(3) == 0 ? PIECES.length : PIECES.length - 4;
        for (int i = 0; i < count; i++) {
            out.writeBytes(PIECES[random.nextInt(known)]);
        }
        return out.toByteArray();
    }

    private static byte[] join(byte[][] records) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] record : records) {
            out.writeBytes(record);
        }
        return out.toByteArray();
    }

    private static boolean isUtf8(byte[] data) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(data));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
