package routes.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.InputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.delivery.FileRecords;
import routes.delivery.FirehoseLimits;
import routes.delivery.LineRecord;
import routes.delivery.Outgoing;
import routes.delivery.OverlongLine;
import routes.delivery.RecordBatch;
import routes.delivery.Source;
import routes.format.Feeds.Formatted;

class FormatsTest {
    private static final String COMMON =
            "10.0.0.1 - ann [20/Nov/2026:10:00:00 +0000] \"GET /a?b=%20c HTTP/1.1\" 200 512";
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, String> options = new HashMap<>();

    @Test
    void makesAnObjectOfARowByTheNamesOfTheFeed() {
        csv("id,name,note");
        assertThat(convert("1,Ann,\n2,Zoë 雪,a \\ b\r\n"))
                .containsExactly(
                        "{\"id\":\"1\",\"name\":\"Ann\",\"note\":\"\"}",
                        "{\"id\":\"2\",\"name\":\"Zoë 雪\",\"note\":\"a \\\\ b\"}");
    }

    @Test
    void namesColumnsByTheLastLineOfTheHeader() {
        options.put("format", "CSVTOJSON");
        options.put("skip-header-lines", "2");
        RecordBatch batch = Feeds.batch("# orders\r\nid, \"the \"\"name\"\"\"\r\n", 27, "1,Ann\n".getBytes(UTF_8));
        // A space before a quote makes it a part of the name.
        assertThat(Formatted.of(formats(), batch).lines())
                .containsExactly("{\"id\":\"1\",\"\\\"the \\\"\\\"name\\\"\\\"\\\"\":\"Ann\"}");
        RecordBatch quoted = Feeds.batch("\uFEFF\"i,d\",name \n", 16, "1,Ann\n".getBytes(UTF_8));
        assertThat(Formatted.of(formats(), quoted).lines()).containsExactly("{\"i,d\":\"1\",\"name\":\"Ann\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "id,id\n", "id,\n", "\n", "\"id\n", "a\rb\n"})
    void letsNoLineGoForAHeaderWithoutNames(String header) {
        options.put("format", "CSVTOJSON");
        options.put("skip-header-lines", "1");
        RecordBatch batch = Feeds.batch(header, 10, "1,Ann\n".getBytes(UTF_8));
        assertThat(Formatted.of(formats(), batch).lines())
                .singleElement()
                .asString()
                .startsWith("{\"unparsed\":\"1,Ann\",\"reason\":\"no columns: in the header, ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"tab|`a\tb,c`", "\\t|`a\tb,c`", "space|a b,c", ";|a;b,c", "§|a§b,c", "雪|a雪b,c", "ä|aäb,c"})
    void splitsByTheDelimiterAlone(String delimiter, String line) {
        csv("x,y");
        options.put("delimiter", delimiter);
        assertThat(convert(line + "\n")).containsExactly("{\"x\":\"a\",\"y\":\"b,c\"}");
        assertThat(convert(line.replace("b,c", "\"b,c\"") + "\n")).containsExactly("{\"x\":\"a\",\"y\":\"b,c\"}");
    }

    @Test
    void readsQuotedValuesWhereverTheyAre() {
        csv("x,y");
        assertThat(convert("a,b\n\"c,\"\"d\"\"\",e\nf,g\nh,\"\"\r\n"))
                .containsExactly(
                        "{\"x\":\"a\",\"y\":\"b\"}",
                        "{\"x\":\"c,\\\"d\\\"\",\"y\":\"e\"}",
                        "{\"x\":\"f\",\"y\":\"g\"}",
                        "{\"x\":\"h\",\"y\":\"\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`a`|1 values for 2 columns",
                "`a,b,c`|3 values for 2 columns",
                "`a,\"b`|a quote is open, or has text behind it",
                "`\"`|a quote is open, or has text behind it",
                "`\"a\"b,c`|a quote is open, or has text behind it",
                "`\"a,b\",c,d`|3 values for 2 columns",
                "`a,b\rc,d`|2 rows in one entry"
            })
    void letsALineItCannotReadGoWithItsTextAndTheReason(String line, String reason) throws Exception {
        csv("x,y");
        String good = "{\"x\":\"1\",\"y\":\"2\"}";
        List<String> lines = convert("1,2\n\"1\",2\n" + line + "\n\"1\",2\n1,2\n");
        assertThat(lines).hasSize(5);
        assertThat(List.of(lines.get(0), lines.get(1), lines.get(3), lines.get(4)))
                .containsOnly(good);
        JsonNode unparsed = JSON.readTree(lines.get(2));
        assertThat(unparsed.get("unparsed").textValue()).isEqualTo(line);
        assertThat(unparsed.get("reason").textValue()).isEqualTo(reason);
        assertThat(unparsed.size()).isEqualTo(2);
    }

    @Test
    void doesNotTakeALineThatTwoBrokenOnesMakeUpForARow() {
        csv("x,y");
        // Together they would be two rows again: one over the end of the first line, one of half of the last.
        assertThat(convert("\"a\n\"b\",c\rd,e\n")).allMatch(line -> line.startsWith("{\"unparsed\":"));
    }

    @Test
    void readsARowOverSeveralLinesWhereTheyAreOneEntry() {
        csv("x,y");
        options.put("multi-line-start-pattern", "\\d+,");
        assertThat(convert("1,\"a\nb\"\n2,c\n3,\"d\r\ne\"\r\n"))
                .containsExactly(
                        "{\"x\":\"1\",\"y\":\"a\\nb\"}",
                        "{\"x\":\"2\",\"y\":\"c\"}",
                        "{\"x\":\"3\",\"y\":\"d\\r\\ne\"}");
    }

    @Test
    void readsTenThousandColumns() throws Exception {
        csv(IntStream.range(0, 10_000).mapToObj(i -> "c" + i).collect(Collectors.joining(",")));
        String line = IntStream.range(0, 10_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        List<String> lines = convert(line + "\n" + line.replace(",17,", ",\"17\",") + "\n");
        assertThat(lines).hasSize(2);
        assertThat(JSON.readTree(lines.get(0)).get("c9999").textValue()).isEqualTo("9999");
        assertThat(JSON.readTree(lines.get(1))).isEqualTo(JSON.readTree(lines.get(0)));
    }

    @Test
    void readsACommonLog() {
        options.putAll(Map.of("format", "LOGTOJSON", "log-format", "COMMONAPACHELOG"));
        assertThat(convert(COMMON + "\n"))
                .containsExactly("{\"host\":\"10.0.0.1\",\"ident\":null,\"authuser\":\"ann\","
                        + "\"datetime\":\"20/Nov/2026:10:00:00 +0000\",\"request\":\"GET /a?b=%20c HTTP/1.1\","
                        + "\"response\":\"200\",\"bytes\":\"512\"}");
    }

    @Test
    void readsACombinedLogWithEscapedQuotes() {
        options.putAll(Map.of("format", "LOGTOJSON", "log-format", "COMBINEDAPACHELOG"));
        String line = "::1 - - [20/Nov/2026:10:00:00 +0000] \"GET /\\\"x\\\\\" 404 - \"-\" \"Bot \\\"7\\\" (é)\"";
        assertThat(convert(line + "\r\n"))
                .containsExactly("{\"host\":\"::1\",\"ident\":null,\"authuser\":null,"
                        + "\"datetime\":\"20/Nov/2026:10:00:00 +0000\",\"request\":\"GET /\\\\\\\"x\\\\\\\\\","
                        + "\"response\":\"404\",\"bytes\":null,\"referer\":null,"
                        + "\"agent\":\"Bot \\\\\\\"7\\\\\\\" (é)\"}");
    }

    @Test
    void namesTheFieldsOfALogOtherwise() {
        options.putAll(
                Map.of("format", "LOGTOJSON", "log-format", "COMMONAPACHELOG", "custom-field-names", "a,b,c,d,e,f,g"));
        assertThat(convert(COMMON + "\n")).singleElement().asString().contains("\"g\":\"512\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hello|no ident of COMMONAPACHELOG where it should be",
                "` - - x`|no host of COMMONAPACHELOG where it should be",
                "10.0.0.1 - - 20/Nov|no datetime of COMMONAPACHELOG where it should be",
                "10.0.0.1 - - [20/Nov|no datetime of COMMONAPACHELOG where it should be",
                "10.0.0.1 - - [t] \"GET / 200 1|no request of COMMONAPACHELOG where it should be",
                "10.0.0.1 - - [t] \"GET /\\\" 200 1|no request of COMMONAPACHELOG where it should be",
                "10.0.0.1 - - [t] \"GET /\\|no request of COMMONAPACHELOG where it should be",
                "10.0.0.1 - - [t] \"GET /\" 200|no bytes of COMMONAPACHELOG where it should be",
                "10.0.0.1 - - [t] \"GET /\" 200 1 2|text behind the 7 fields of COMMONAPACHELOG"
            })
    void saysWhereALogLineEndsToBeOne(String line, String reason) throws Exception {
        options.putAll(Map.of("format", "LOGTOJSON", "log-format", "COMMONAPACHELOG"));
        assertUnparsed(line, reason);
    }

    @Test
    void readsALogByNamedGroups() {
        options.putAll(Map.of(
                "format", "LOGTOJSON", "match-pattern", "(?<level>[A-Z]+)(?: \\[(?<thread>.*?)\\])? (?<text>.*)"));
        assertThat(convert("WARN [main] it's \"late\"\nINFO -\n"))
                .containsExactly(
                        "{\"level\":\"WARN\",\"thread\":\"main\",\"text\":\"it's \\\"late\\\"\"}",
                        "{\"level\":\"INFO\",\"thread\":null,\"text\":null}");
    }

    @Test
    void readsALogByNumberedGroupsOverSeveralLines() {
        options.putAll(Map.of(
                "format", "LOGTOJSON",
                "match-pattern", "(?s)([A-Z]+) (.*)",
                "custom-field-names", "level,text",
                "multi-line-start-pattern", "[A-Z]"));
        assertThat(convert("WARN a\n  at b\nINFO c\n"))
                .containsExactly("{\"level\":\"WARN\",\"text\":\"a\\n  at b\"}", "{\"level\":\"INFO\",\"text\":\"c\"}");
    }

    @Test
    void matchesWholeLinesOnly() throws Exception {
        options.putAll(Map.of("format", "LOGTOJSON", "match-pattern", "(?<level>[A-Z]+)"));
        assertUnparsed("WARN x", "no match for match-pattern");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?<x>(?:a|a)*b)", "(?<x>(?:a+)+)c", "(?<x>(?:a|b)*)"})
    void goesOnBehindALineThatAPatternCannotBearTo(String pattern) {
        options.putAll(Map.of("format", "LOGTOJSON", "match-pattern", pattern));
        List<String> lines = org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(30), () -> convert("a".repeat(100_000) + "\n.\n"));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).contains("no match");
    }

    @Test
    void joinsTheLinesOfAnEntry() {
        options.putAll(Map.of("format", "SINGLELINE", "multi-line-start-pattern", "\\S"));
        assertThat(convert("WARN  late \r\n\tat a\u0000\n\n  at \"b\"  \nINFO\n \n"))
                .containsExactly("WARN  late at a\u0000 at \"b\"", "INFO");
    }

    @Test
    void joinsLinesWhateverTheirBytes() {
        options.putAll(Map.of("format", "SINGLELINE", "multi-line-start-pattern", "\\S"));
        Formatted formatted = Formatted.of(formats(), Feeds.batch("", 0, "é\n é\n".getBytes(ISO_8859_1)));
        assertThat(formatted.records().get(0).data()).isEqualTo("é é\n".getBytes(ISO_8859_1));
    }

    @Test
    void tellsWhereALineComesFrom() {
        options.put("metadata", "true");
        RecordBatch batch = Feeds.batch("", 1_000, "a \"b\"\r\n\n".getBytes(UTF_8), "c\n".getBytes(UTF_8));
        String begin = "{\"metadata\":{\"host\":\"web-1\",\"file\":\"/var/log/shop/orders.log\",\"source\":\""
                + Feeds.SOURCE + "\",\"offset\":";
        assertThat(Formatted.of(formats(), batch).lines())
                .containsExactly(
                        begin + "1000},\"data\":\"a \\\"b\\\"\"}",
                        begin + "1007},\"data\":\"\"}",
                        begin + "1008},\"data\":\"c\"}");
    }

    @Test
    void tellsWhereAnEntryOfSeveralLinesBegins() throws Exception {
        options.putAll(Map.of("metadata", "true", "multi-line-start-pattern", "\\S"));
        List<String> lines = convert("  tail of one before\nWARN\n\tat a\r\n at b\r\nINFO\n");
        assertThat(lines).hasSize(3);
        JsonNode second = JSON.readTree(lines.get(1));
        assertThat(second.at("/metadata/offset").longValue()).isEqualTo(21);
        assertThat(second.get("data").textValue()).isEqualTo("WARN\n\tat a\r\n at b");
        assertThat(JSON.readTree(lines.get(2)).at("/metadata/offset").longValue())
                .isEqualTo(40);
    }

    @Test
    void putsMetadataAroundObjectsAndAroundWhatItCannotRead() throws Exception {
        csv("x,y");
        options.put("metadata", "true");
        List<String> lines = convert("a,b\nc\n");
        JsonNode row = JSON.readTree(lines.get(0));
        assertThat(row.get("data").toString()).isEqualTo("{\"x\":\"a\",\"y\":\"b\"}");
        JsonNode unparsed = JSON.readTree(lines.get(1));
        assertThat(unparsed.at("/metadata/offset").longValue()).isEqualTo(4);
        assertThat(unparsed.get("unparsed").textValue()).isEqualTo("c");
        assertThat(unparsed.get("reason").textValue()).isEqualTo("1 values for 2 columns");
        assertThat(unparsed.has("data")).isFalse();
    }

    @Test
    void keepsBytesThatAreNoText() throws Exception {
        byte[] line = {'a', (byte) 0xFF, ',', 'b', '\r', '\n'};
        String encoded = Base64.getEncoder().encodeToString(new byte[] {'a', (byte) 0xFF, ',', 'b'});
        options.put("metadata", "true");
        JsonNode raw = JSON.readTree(
                Formatted.of(formats(), Feeds.batch("", 0, line)).lines().get(0));
        assertThat(raw.get("data").textValue()).isEqualTo(encoded);
        assertThat(raw.get("encoding").textValue()).isEqualTo("base64");
        csv("x,y");
        JsonNode row = JSON.readTree(
                Formatted.of(formats(), Feeds.batch("", 0, line)).lines().get(0));
        assertThat(row.get("unparsed").textValue()).isEqualTo(encoded);
        assertThat(row.get("encoding").textValue()).isEqualTo("base64");
        assertThat(row.get("reason").textValue()).isEqualTo("not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CSVTOJSON", "LOGTOJSON"})
    void leavesEmptyLinesOutAndCountsThem(String format) {
        options.putAll(Map.of("format", format, "custom-field-names", "x"));
        if (format.equals("LOGTOJSON")) {
            options.put("match-pattern", "(.*)");
        }
        Formats formats = formats();
        Formatted formatted = Formatted.of(formats, Feeds.batch("\n\r\na\n\n", "\n"));
        assertThat(formatted.lines()).containsExactly("{\"x\":\"a\"}");
        assertThat(formatted.batches()).singleElement().satisfies(batch -> {
            assertThat(from(batch)).isZero();
            assertThat(to(batch)).isEqualTo(7);
        });
        FormatCounters counters = formats.counters().get("orders");
        assertThat(List.of(counters.entries(), counters.blank(), counters.unparsed(), counters.overlong()))
                .containsExactly(5L, 4L, 0L, 0L);
    }

    @Test
    void hasNothingToSendForEmptyLinesAlone() {
        csv("x");
        Formatted formatted = Formatted.of(formats(), Feeds.batch("\n\r\n"));
        assertThat(formatted.batches()).isEmpty();
        assertThat(formatted.overlong()).isEmpty();
    }

    @Test
    void makesSeveralRecordsOfOneThatGrows() {
        csv("a_rather_long_name,another_rather_long_name");
        String text = "1,2\n".repeat(250_000);
        Formatted formatted = Formatted.of(formats(), Feeds.batch(text, text));
        List<LineRecord> records = formatted.records();
        assertThat(formatted.lines()).hasSize(500_000);
        assertThat(records).hasSizeGreaterThan(25).allSatisfy(record -> {
            assertThat(record.data()).hasSizeLessThanOrEqualTo(FirehoseLimits.FULL_RECORD_BYTES);
            // Each line of 4 bytes becomes one of 58.
            assertThat((record.to() - record.from()) / 4).isEqualTo(record.data().length / 58);
        });
        assertThat(formatted.batches()).hasSize((records.size() + 2) / 3).allSatisfy(batch -> {
            int bytes = batch.records().stream()
                    .mapToInt(record -> record.data().length)
                    .sum();
            assertThat(bytes).isLessThanOrEqualTo(FirehoseLimits.FULL_BATCH_BYTES);
        });
        assertThat(records.get(0).from()).isZero();
        assertThat(records.get(records.size() - 1).to()).isEqualTo(2_000_000);
        for (int i = 1; i < records.size(); i++) {
            assertThat(records.get(i).from()).isEqualTo(records.get(i - 1).to());
        }
    }

    @Test
    void joinsWhatTheRecordsOfABatchBecome() {
        csv("x");
        Formatted formatted = Formatted.of(formats(), Feeds.batch("1\n", "2\n3\n"));
        assertThat(formatted.records()).hasSize(1);
        assertThat(formatted.lines()).containsExactly("{\"x\":\"1\"}", "{\"x\":\"2\"}", "{\"x\":\"3\"}");
        assertThat(to(formatted.batches().get(0))).isEqualTo(6);
    }

    @Test
    void joinsWhatSeveralFilesBecomeAndTellsThemApart() throws Exception {
        options.putAll(Map.of("format", "CSVTOJSON", "skip-header-lines", "1", "metadata", "true"));
        FileRecords one = file("a", "id,name\n", 8, "1,Ann\n", "2,Bob\n");
        FileRecords none = file("b", "id\n", 3, "\n");
        FileRecords other = file("c", "id\n", 3, "3\n");
        Formatted formatted = Formatted.of(formats(), new RecordBatch(List.of(one, none, other)));
        assertThat(formatted.batches()).singleElement().satisfies(batch -> {
            assertThat(batch.files()).extracting(file -> file.source().id()).containsExactly("a", "c");
            assertThat(batch.files()).extracting(FileRecords::from).containsExactly(8L, 3L);
            assertThat(batch.files()).extracting(FileRecords::to).containsExactly(20L, 5L);
        });
        assertThat(formatted.lines())
                .extracting(line -> JSON.readTree(line).at("/metadata/source").textValue() + " "
                        + JSON.readTree(line).at("/metadata/offset") + " "
                        + JSON.readTree(line).get("data"))
                .containsExactly(
                        "a 8 {\"id\":\"1\",\"name\":\"Ann\"}",
                        "a 14 {\"id\":\"2\",\"name\":\"Bob\"}",
                        "c 3 {\"id\":\"3\"}");
    }

    @Test
    void beginsANewCallInTheMiddleOfAFile() {
        csv("x");
        String text = "1\n".repeat(150_000);
        Formatted formatted = Formatted.of(
                formats(),
                new RecordBatch(List.of(file("a", "", 0, text), file("b", "", 0, text), file("c", "", 0, text))));
        assertThat(formatted.batches()).hasSizeGreaterThan(1).allSatisfy(batch -> assertThat(batch.records().stream()
                        .mapToInt(record -> record.data().length)
                        .sum())
                .isLessThanOrEqualTo(FirehoseLimits.FULL_BATCH_BYTES));
        assertThat(formatted.lines()).hasSize(450_000);
        assertThat(formatted.batches())
                .flatExtracting(batch ->
                        batch.files().stream().map(file -> file.source().id()).toList())
                .containsSubsequence("a", "b", "c");
    }

    @Test
    void convertsNoMoreThanOneCallBeforeItIsTaken() {
        csv("a_rather_long_name");
        Formats formats = formats();
        String text = "1\n".repeat(150_000);
        Iterator<Outgoing> ranges = formats.convert(Feeds.batch(text, text));
        assertThat(to(ranges.next())).isLessThan(300_000);
        assertThat(formats.counters().get("orders").entries()).isZero();
        assertThat(to(ranges.next())).isBetween(300_000L, 600_000L);
        assertThat(formats.counters().get("orders").entries()).isEqualTo(150_000);
        assertThat(to(ranges.next())).isEqualTo(600_000);
        assertThat(ranges.hasNext()).isFalse();
        assertThat(formats.counters().get("orders").entries()).isEqualTo(300_000);
    }

    @Test
    void lendsABufferToOneConversionHoweverOftenTheOneBeforeIsAskedForMore() {
        csv("x");
        Formats formats = formats();
        Iterator<Outgoing> before = formats.convert(Feeds.batch("1\n"));
        before.next();
        assertThat(before.hasNext()).isFalse();
        assertThat(before.hasNext()).isFalse();
        Iterator<Outgoing> ones = formats.convert(Feeds.batch("1\n".repeat(400_000)));
        Iterator<Outgoing> twos = formats.convert(Feeds.batch("2\n".repeat(400_000)));
        String one = text(ones.next());
        String two = text(twos.next());
        assertThat(one + text(ones.next())).isEqualTo("{\"x\":\"1\"}\n".repeat(400_000));
        assertThat(two + text(twos.next())).isEqualTo("{\"x\":\"2\"}\n".repeat(400_000));
    }

    @Test
    void setsAnEntryAsideThatBecomesTooLong() throws Exception {
        options.put("metadata", "true");
        String wide = "\u0001".repeat(170_000) + "\n";
        Formats formats = formats();
        Formatted formatted = Formatted.of(formats, Feeds.batch("a\n" + wide + "b\n", wide));
        assertThat(formatted.lines()).hasSize(2);
        assertThat(formatted.batches()).singleElement().satisfies(batch -> {
            assertThat(from(batch)).isZero();
            assertThat(to(batch)).isEqualTo(4 + 2 * 170_001);
        });
        assertThat(formatted.overlong()).extracting(OverlongLine::from).containsExactly(2L, 170_005L);
        assertThat(formatted.overlong()).extracting(OverlongLine::to).containsExactly(170_003L, 340_006L);
        for (OverlongLine line : formatted.overlong()) {
            try (InputStream content = line.content().open()) {
                assertThat(new String(content.readAllBytes(), UTF_8)).isEqualTo(wide);
            }
        }
        assertThat(formats.counters().get("orders").overlong()).isEqualTo(2);
    }

    @Test
    void letsRecordsLeaveBeforeWhatIsSetAside() {
        options.put("metadata", "true");
        String wide = "\u0001".repeat(170_000) + "\n";
        Iterator<Outgoing> outgoing = formats().convert(Feeds.batch(wide + "a\n"));
        assertThat(outgoing.next()).isInstanceOf(RecordBatch.class);
        assertThat(outgoing.next()).isInstanceOf(OverlongLine.class);
        assertThat(outgoing.hasNext()).isFalse();
    }

    @Test
    void setsAsideNoNewlineThatIsNotInTheFile() throws Exception {
        options.put("metadata", "true");
        byte[] data = ("\u0001".repeat(170_000) + "\n").getBytes(UTF_8);
        RecordBatch unterminated = new RecordBatch(List.of(new FileRecords(
                new Source("orders", Feeds.SOURCE, Feeds.FILE, ""), List.of(new LineRecord(7, 170_007, data)))));
        Formatted formatted = Formatted.of(formats(), unterminated);
        assertThat(formatted.batches()).isEmpty();
        OverlongLine line = formatted.overlong().get(0);
        assertThat(line.to()).isEqualTo(170_007);
        try (InputStream content = line.content().open()) {
            assertThat(content.readAllBytes()).hasSize(170_000);
        }
    }

    @Test
    void holdsARecordThatIsFullToTheByte() {
        options.put("metadata", "true");
        int around = convert("\n").get(0).length();
        int room = FirehoseLimits.FULL_RECORD_BYTES - 1 - around;
        Formatted fits = Formatted.of(formats(), Feeds.batch("x".repeat(room) + "\n"));
        assertThat(fits.records().get(0).data()).hasSize(FirehoseLimits.FULL_RECORD_BYTES);
        assertThat(Formatted.of(formats(), Feeds.batch("x".repeat(room + 1) + "\n"))
                        .overlong())
                .hasSize(1);
    }

    @Test
    void knowsItsFeedsOnly() {
        options.put("metadata", "true");
        RecordBatch batch = new RecordBatch(List.of(new FileRecords(
                new Source("returns", Feeds.SOURCE, Feeds.FILE, ""),
                List.of(new LineRecord(0, 2, "a\n".getBytes(UTF_8))))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> formats().convert(batch))
                .withMessageContaining("feed.returns.files");
    }

    private void assertUnparsed(String line, String reason) throws Exception {
        JsonNode unparsed = JSON.readTree(convert(line + "\n").get(0));
        assertThat(unparsed.get("unparsed").textValue()).isEqualTo(line);
        assertThat(unparsed.get("reason").textValue()).isEqualTo(reason);
    }

    private static FileRecords file(String id, String header, long offset, String... records) {
        List<LineRecord> lines = Feeds.batch(
                        header,
                        offset,
                        Stream.of(records).map(text -> text.getBytes(UTF_8)).toArray(byte[][]::new))
                .records();
        return new FileRecords(new Source("orders", id, Feeds.FILE, header), lines);
    }

    private static long from(Outgoing outgoing) {
        return outgoing.ranges().get(0).from();
    }

    private static long to(Outgoing outgoing) {
        return outgoing.ranges().get(0).to();
    }

    private static String text(Outgoing outgoing) {
        return ((RecordBatch) outgoing)
                .records().stream()
                        .map(record -> new String(record.data(), UTF_8))
                        .collect(Collectors.joining());
    }

    private void csv(String names) {
        options.putAll(Map.of("format", "CSVTOJSON", "custom-field-names", names));
    }

    private List<String> convert(String... records) {
        return Formatted.of(formats(), Feeds.batch(records)).lines();
    }

    private Formats formats() {
        return Feeds.formats(options);
    }
}
