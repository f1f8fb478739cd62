package local.snowflake.dialect;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import local.snowflake.dialect.Token.Kind;

/** Type names: {@code number(18, 2)} is {@code DECIMAL(18,2)}; lengths of text and digits of seconds are dropped. */
public final class Types {

    /** The most digits a NUMBER has. */
    private static final int MAX_PRECISION = 38;

    private Types() {}

    /**
     * Reads a type.
     *
     * @return the type as DuckDB names it
     * @throws SqlFailure if the type is not known or cannot be
     */
    public static String read(Phrase phrase) throws SqlFailure {
        String name = phrase.name();
        String type = Rewrites.loaded().type(name).orElseThrow(() -> SqlFailure.unsupported("data type " + name));
        if (name.equals("DOUBLE")) {
            phrase.accept("PRECISION");
        }
        if (!phrase.peek().is("(")) {
            return type;
        }
        List<Token> size = phrase.parenthesised();
        return type.startsWith("DECIMAL") ? decimal(size) : type;
    }

    /** {@code DECIMAL(precision,scale)} out of what stands in the parentheses; nothing means (38,0). */
    static String decimal(List<Token> size) throws SqlFailure {
        List<List<Token>> numbers = Phrase.split(size);
        int precision = numbers.isEmpty() ? MAX_PRECISION : number(numbers.get(0));
        int scale = numbers.size() < 2 ? 0 : number(numbers.get(1));
        if (precision < 1 || precision > MAX_PRECISION || scale > precision || numbers.size() > 2) {
            throw SqlFailure.syntax("(" + precision + ", " + scale + ")");
        }
        return String.format(Locale.ROOT, "DECIMAL(%d,%d)", precision, scale);
    }

    private static int number(List<Token> tokens) throws SqlFailure {
        Optional<Token> first = tokens.stream().findFirst();
        if (tokens.size() != 1
                || first.get().kind() != Kind.NUMBER
                || first.get().text().length() > 3) {
            throw SqlFailure.syntax(first.map(Token::text).orElse(")"));
        }
        try {
            return Integer.parseInt(first.get().text());
        } catch (NumberFormatException e) {
            throw SqlFailure.syntax(first.get().text());
        }
    }
}
