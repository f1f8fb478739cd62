package local.snowflake.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import local.snowflake.dialect.SqlFailure;
import org.junit.jupiter.api.Test;

class FieldSplitterTest {

    private static FileFormat format(String... more) throws SqlFailure {
        Map<String, String> options = new java.util.TreeMap<>(Map.of(
                "ESCAPE_UNENCLOSED_FIELD", "NONE",
                "MULTI_LINE", "FALSE",
                "FIELD_OPTIONALLY_ENCLOSED_BY", "\"",
                "EMPTY_FIELD_AS_NULL", "FALSE",
                "NULL_IF", ""));
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return FileFormat.of(options);
    }

    private static List<String> split(FileFormat format, String line) {
        FieldSplitter splitter = new FieldSplitter(format);
        return splitter.split(line) ? new ArrayList<>(splitter.fields()) : List.of("error", splitter.error());
    }

    @Test
    void splitsAtDelimitersOutsideQuotes() throws SqlFailure {
        assertThat(split(format(), "a,,\"b,\"\"c\"\"\",")).containsExactly("a", "", "b,\"c\"", "");
        assertThat(split(format(), "a\"b,c")).containsExactly("a\"b", "c");
    }

    @Test
    void endsAFieldWithItsLine() throws SqlFailure {
        assertThat(split(format(), "a,\"b")).startsWith("error");
        assertThat(split(format(), "\"a\"b,c")).contains("Found character 'b' instead of field delimiter ','");
        assertThat(split(format(), "")).startsWith("error");
    }

    @Test
    void knowsWhatIsNull() throws SqlFailure {
        assertThat(split(format("EMPTY_FIELD_AS_NULL", "TRUE"), "a,,\"\"")).containsExactly("a", null, "");
        assertThat(split(format("NULL_IF", "NA"), "NA,\"NA\",x")).containsExactly(null, null, "x");
    }

    @Test
    void takesTheWholeLineWithoutADelimiter() throws SqlFailure {
        FileFormat lines = format("FIELD_DELIMITER", "NONE", "FIELD_OPTIONALLY_ENCLOSED_BY", "NONE");
        assertThat(split(lines, "a,\"b")).containsExactly("a,\"b");
        assertThat(split(lines, "")).containsExactly("");
    }

    @Test
    void readsLinesOfAnyLengthAndEnding() throws IOException {
        String big = "\u00e9".repeat(100_000);
        byte[] content = ("a\r\n\n" + big + "\nlast\r").getBytes(StandardCharsets.UTF_8);
        LineReader reader = new LineReader(new ByteArrayInputStream(content), false);
        List<String> lines = new ArrayList<>();
        while (reader.next()) {
            lines.add(reader.line());
            assertThat(reader.isValid()).isTrue();
        }
        assertThat(lines).containsExactly("a", "", big, "last\r");
    }
}
