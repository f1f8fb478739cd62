package local.snowflake.dialect;

import java.util.ArrayList;
import java.util.List;
import local.snowflake.dialect.Token.Kind;

/** Splits Snowflake SQL into tokens: comments go, escapes in strings are resolved. Not thread-safe; used once. */
public final class Tokenizer {

    private static final List<String> PAIRS = List.of("::", "=>", "||", "<>", "!=", "<=", ">=", "->");
    private static final List<String> PLACES_OF_STAGES = List.of("FROM", "JOIN", "INTO", "LIST", "LS");
    private static final String SINGLES = "()[]{},.;+-*/%=<>:";

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokenizer(String sql) {
        this.sql = sql;
    }

    /**
     * The tokens of a statement.
     *
     * @throws SqlFailure if a string, a name or a comment has no end, or a character has no meaning
     */
    public static List<Token> tokenize(String sql) throws SqlFailure {
        Tokenizer tokenizer = new Tokenizer(sql);
        while (tokenizer.at < sql.length()) {
            tokenizer.step();
        }
        return List.copyOf(tokenizer.tokens);
    }

    private void step() throws SqlFailure {
        char c = sql.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (sql.startsWith("--", at) || sql.startsWith("//", at)) {
            int end = sql.indexOf('\n', at);
            at = end < 0 ? sql.length() : end;
        } else if (sql.startsWith("/*", at)) {
            at = find("*/", at + 2) + 2;
        } else if (sql.startsWith("$$", at)) {
            int end = find("$$", at + 2);
            add(Kind.STRING, sql.substring(at + 2, end), end + 2);
        } else if (c == '\'') {
            string();
        } else if (c == '"') {
            quoted();
        } else if (c == '?') {
            add(Kind.BIND, "?", at + 1);
        } else if (c == '$' || c == '@') {
            positionOrStage(c);
        } else if (Character.isLetter(c) || c == '_') {
            int end = at;
            while (end < sql.length() && isWordPart(sql.charAt(end))) {
                end++;
            }
            add(Kind.WORD, sql.substring(at, end), end);
        } else if (isDigit(c) || (c == '.' && at + 1 < sql.length() && isDigit(sql.charAt(at + 1)))) {
            number();
        } else {
            symbol(c);
        }
    }

    private void string() throws SqlFailure {
        StringBuilder value = new StringBuilder();
        for (int i = at + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '\\' && i + 1 < sql.length()) {
                i++;
                value.append(unescape(sql.charAt(i)));
            } else if (c != '\'') {
                value.append(c);
            } else if (i + 1 < sql.length() && sql.charAt(i + 1) == '\'') {
                value.append(c);
                i++;
            } else {
                boolean stage = value.length() > 1 && value.charAt(0) == '@' && isPlaceOfStage();
                add(stage ? Kind.STAGE : Kind.STRING, value.substring(stage ? 1 : 0), i + 1);
                return;
            }
        }
        throw SqlFailure.syntax("<EOF>");
    }

    /** Whether a string may be a location here; elsewhere {@code '@x'} is a text like any other. */
    private boolean isPlaceOfStage() {
        Token previous = tokens.isEmpty() ? Token.raw("") : tokens.get(tokens.size() - 1);
        return PLACES_OF_STAGES.stream().anyMatch(previous::is);
    }

    private static char unescape(char c) throws SqlFailure {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '0' -> '\0';
            case 'x', 'u', '1', '2', '3', '4', '5', '6', '7' -> throw SqlFailure.unsupported("escape sequence \\" + c);
            default -> c;
        };
    }

    private void quoted() throws SqlFailure {
        int end = find("\"", at + 1);
        while (end + 1 < sql.length() && sql.charAt(end + 1) == '"') {
            end = find("\"", end + 2);
        }
        add(Kind.QUOTED, sql.substring(at + 1, end).replace("\"\"", "\""), end + 1);
    }

    private void positionOrStage(char sign) throws SqlFailure {
        int end = at + 1;
        while (end < sql.length() && (sign == '$' ? isDigit(sql.charAt(end)) : isStagePart(sql.charAt(end)))) {
            end++;
        }
        if (end == at + 1) {
            throw SqlFailure.syntax(String.valueOf(sign));
        }
        add(sign == '$' ? Kind.COLUMN : Kind.STAGE, sql.substring(at + 1, end), end);
    }

    private void number() {
        int end = at;
        while (end < sql.length() && (isDigit(sql.charAt(end)) || sql.charAt(end) == '.')) {
            end++;
        }
        if (end < sql.length() && (sql.charAt(end) == 'e' || sql.charAt(end) == 'E')) {
            int exponent = end + 1;
            if (exponent < sql.length() && "+-".indexOf(sql.charAt(exponent)) >= 0) {
                exponent++;
            }
            while (exponent < sql.length() && isDigit(sql.charAt(exponent))) {
                exponent++;
                end = exponent;
            }
        }
        add(Kind.NUMBER, sql.substring(at, end), end);
    }

    private void symbol(char c) throws SqlFailure {
        String pair = at + 1 < sql.length() ? sql.substring(at, at + 2) : "";
        if (PAIRS.contains(pair)) {
            add(Kind.SYMBOL, pair, at + 2);
        } else if (SINGLES.indexOf(c) >= 0) {
            add(Kind.SYMBOL, String.valueOf(c), at + 1);
        } else {
            throw SqlFailure.syntax(String.valueOf(c));
        }
    }

    private int find(String end, int from) throws SqlFailure {
        int found = sql.indexOf(end, from);
        if (found < 0) {
            throw SqlFailure.syntax("<EOF>");
        }
        return found;
    }

    private void add(Kind kind, String text, int next) {
        tokens.add(new Token(kind, text));
        at = next;
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    private static boolean isStagePart(char c) {
        return !Character.isWhitespace(c) && "();,'\"".indexOf(c) < 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
