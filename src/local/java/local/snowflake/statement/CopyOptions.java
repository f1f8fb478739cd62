package local.snowflake.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;

/**
 * The options of COPY INTO a table.
 *
 * @param files names below the path, or null for all
 * @param pattern a regular expression for keys, or null
 * @param format the tokens of FILE_FORMAT, or null
 * @param force whether files are loaded that were loaded before
 */
record CopyOptions(List<String> files, String pattern, List<Token> format, OnError onError, boolean force) {

    /** The most names in FILES: https://docs.snowflake.com/en/sql-reference/sql/copy-into-table */
    private static final int MAX_FILES = 1000;

    private static final Set<String> KNOWN = Set.of("FILES", "PATTERN", "FILE_FORMAT", "ON_ERROR", "FORCE", "PURGE");

    /** What a row in error does. */
    enum OnError {
        CONTINUE,
        SKIP_FILE,
        ABORT_STATEMENT
    }

    static CopyOptions of(Map<String, List<Token>> options) throws SqlFailure {
        for (String name : options.keySet()) {
            if (!KNOWN.contains(name)) {
                throw SqlFailure.unsupported("COPY option " + name);
            }
        }
        if (flag(options, "PURGE")) {
            throw SqlFailure.unsupported("COPY option PURGE = TRUE");
        }
        List<String> files = options.containsKey("FILES") ? strings(options.get("FILES")) : null;
        if (files != null && files.size() > MAX_FILES) {
            throw SqlFailure.invalid("FILES", files.size() + " names, at most " + MAX_FILES);
        }
        String onError = text(options, "ON_ERROR", "ABORT_STATEMENT").toUpperCase(Locale.ROOT);
        for (OnError known : OnError.values()) {
            if (known.name().equals(onError)) {
                return new CopyOptions(
                        files,
                        text(options, "PATTERN", null),
                        options.get("FILE_FORMAT"),
                        known,
                        flag(options, "FORCE"));
            }
        }
        throw SqlFailure.invalid("ON_ERROR", onError);
    }

    static boolean flag(Map<String, List<Token>> options, String name) throws SqlFailure {
        String value = text(options, name, "FALSE");
        if (!value.equalsIgnoreCase("TRUE") && !value.equalsIgnoreCase("FALSE")) {
            throw SqlFailure.invalid(name, value);
        }
        return value.equalsIgnoreCase("TRUE");
    }

    private static String text(Map<String, List<Token>> options, String name, String absent) throws SqlFailure {
        List<Token> value = options.get(name);
        if (value == null) {
            return absent;
        }
        if (value.size() != 1) {
            throw SqlFailure.invalid(name, "list");
        }
        return value.get(0).text();
    }

    private static List<String> strings(List<Token> tokens) throws SqlFailure {
        List<String> strings = new ArrayList<>();
        for (Token token : tokens) {
            if (token.kind() == Token.Kind.STRING) {
                strings.add(token.text());
            } else if (!token.is(",")) {
                throw SqlFailure.syntax(token.text());
            }
        }
        return strings;
    }
}
