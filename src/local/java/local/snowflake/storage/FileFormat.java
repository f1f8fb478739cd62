package local.snowflake.storage;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;

/**
 * How the objects of a stage are read. Options that would change what a line means and are not offered are refused when
 * the format is made, also where only Snowflake's default asks for them.
 *
 * @param delimiter between fields; 0 takes the whole line as one field
 * @param enclosure may surround a field; 0 for none
 * @param skipHeader lines to pass over at the start of a file
 * @param skipBlank whether empty lines are passed over; they count as lines all the same
 * @param emptyAsNull whether an empty field that is not enclosed is NULL
 * @param nullIf texts that mean NULL
 * @param replaceInvalid whether bytes that are not UTF-8 become U+FFFD; else they are an error of the row
 * @param trim whether white space around a field that is not enclosed is dropped
 * @param gzip null decides by the content, else whether objects are compressed
 */
public record FileFormat(
        char delimiter,
        char enclosure,
        int skipHeader,
        boolean skipBlank,
        boolean emptyAsNull,
        Set<String> nullIf,
        boolean replaceInvalid,
        boolean trim,
        Boolean gzip) {

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("TYPE", "CSV"),
            Map.entry("FIELD_DELIMITER", ","),
            Map.entry("FIELD_OPTIONALLY_ENCLOSED_BY", "NONE"),
            Map.entry("ESCAPE", "NONE"),
            Map.entry("ESCAPE_UNENCLOSED_FIELD", "\\"),
            Map.entry("MULTI_LINE", "TRUE"),
            Map.entry("ERROR_ON_COLUMN_COUNT_MISMATCH", "TRUE"),
            Map.entry("EMPTY_FIELD_AS_NULL", "TRUE"),
            Map.entry("NULL_IF", "\\N"),
            Map.entry("ENCODING", "UTF8"),
            Map.entry("COMPRESSION", "AUTO"),
            Map.entry("SKIP_HEADER", "0"),
            Map.entry("SKIP_BLANK_LINES", "FALSE"),
            Map.entry("TRIM_SPACE", "FALSE"),
            Map.entry("REPLACE_INVALID_CHARACTERS", "FALSE"),
            Map.entry("RECORD_DELIMITER", "\n"));

    /** The options as they are kept in the catalog: one text each, defaults left out. */
    public static Map<String, String> texts(Map<String, List<Token>> options) {
        Map<String, String> texts = new TreeMap<>();
        options.forEach((name, value) -> texts.put(
                name,
                value.stream()
                        .filter(token -> !token.is(","))
                        .map(token -> token.kind() == Token.Kind.WORD ? token.name() : token.text())
                        .collect(Collectors.joining("\u0000"))));
        return texts;
    }

    /**
     * The format that these options describe.
     *
     * @throws SqlFailure naming the first option that is unknown, wrong or not offered
     */
    public static FileFormat of(Map<String, String> options) throws SqlFailure {
        for (String name : options.keySet()) {
            if (!DEFAULTS.containsKey(name)) {
                throw SqlFailure.unsupported("file format option " + name);
            }
        }
        Map<String, String> all = new TreeMap<>(DEFAULTS);
        all.putAll(options);
        only(all, "TYPE", "CSV");
        only(all, "ESCAPE", "NONE");
        only(all, "ESCAPE_UNENCLOSED_FIELD", "NONE");
        only(all, "MULTI_LINE", "FALSE");
        only(all, "ENCODING", "UTF8", "UTF-8");
        only(all, "RECORD_DELIMITER", "\n", "\r\n");
        only(all, "COMPRESSION", "AUTO", "GZIP", "NONE");
        flag(all, "ERROR_ON_COLUMN_COUNT_MISMATCH");
        String compression = all.get("COMPRESSION");
        String skip = all.get("SKIP_HEADER");
        if (!skip.matches("\\d{1,6}")) {
            throw SqlFailure.invalid("SKIP_HEADER", skip);
        }
        return new FileFormat(
                character(all, "FIELD_DELIMITER"),
                character(all, "FIELD_OPTIONALLY_ENCLOSED_BY"),
                Integer.parseInt(skip),
                flag(all, "SKIP_BLANK_LINES"),
                flag(all, "EMPTY_FIELD_AS_NULL"),
                all.get("NULL_IF").isEmpty()
                        ? Set.of()
                        : Set.of(all.get("NULL_IF").split("\u0000", -1)),
                flag(all, "REPLACE_INVALID_CHARACTERS"),
                flag(all, "TRIM_SPACE"),
                compression.equalsIgnoreCase("AUTO") ? null : compression.equalsIgnoreCase("GZIP"));
    }

    private static void only(Map<String, String> options, String name, String... values) throws SqlFailure {
        for (String value : values) {
            if (value.equalsIgnoreCase(options.get(name))) {
                return;
            }
        }
        throw SqlFailure.unsupported("file format option " + name + " = " + options.get(name));
    }

    private static boolean flag(Map<String, String> options, String name) throws SqlFailure {
        String value = options.get(name).toUpperCase(Locale.ROOT);
        if (!value.equals("TRUE") && !value.equals("FALSE")) {
            throw SqlFailure.invalid(name, value);
        }
        return value.equals("TRUE");
    }

    private static char character(Map<String, String> options, String name) throws SqlFailure {
        String value = options.get(name);
        if (value.equalsIgnoreCase("NONE")) {
            return 0;
        }
        if (value.length() != 1 || value.charAt(0) > 127 || value.equals("\n") || value.equals("\r")) {
            throw SqlFailure.invalid(name, value);
        }
        return value.charAt(0);
    }
}
