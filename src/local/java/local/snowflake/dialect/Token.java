package local.snowflake.dialect;

import java.util.Locale;

/**
 * A word, a literal or a sign of a statement. Words keep the case they were written in, because the keys of a path into
 * a VARIANT are told apart by it; everything else compares them in upper case, as Snowflake does.
 *
 * @param text the content: of a string or a quoted name without its quotes, of a stage without its {@code @}
 */
public record Token(Kind kind, String text) {

    /** What a token is. {@code RAW} is text for DuckDB that passes as it is. */
    public enum Kind {
        WORD,
        QUOTED,
        STRING,
        NUMBER,
        SYMBOL,
        BIND,
        COLUMN,
        STAGE,
        RAW
    }

    /** Text for DuckDB that no later step looks at. */
    public static Token raw(String text) {
        return new Token(Kind.RAW, text);
    }

    /** Whether this is the keyword or the sign. */
    public boolean is(String wordOrSign) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(wordOrSign);
    }

    /** Whether this can name a column or a table. */
    public boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    /** The name as the catalog holds it: upper case unless it was quoted. */
    public String name() {
        return kind == Kind.WORD ? text.toUpperCase(Locale.ROOT) : text;
    }

    /** The token as DuckDB reads it. */
    public String sql() {
        return switch (kind) {
            case WORD -> text.indexOf('$') < 0 ? name() : quote(name());
            case QUOTED -> quote(text);
            case COLUMN -> quote("$" + text);
            case STRING -> literal(text);
            case BIND -> "?";
            default -> text;
        };
    }

    /** A quoted name. */
    public static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A string literal; DuckDB knows no escapes but the doubled quote. */
    public static String literal(String value) {
        return '\'' + value.replace("'", "''") + '\'';
    }
}
