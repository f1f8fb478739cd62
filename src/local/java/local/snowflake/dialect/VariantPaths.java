package local.snowflake.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import local.snowflake.dialect.Token.Kind;

/**
 * What stands behind an operand and changes it: a path into a VARIANT ({@code v:a.b[0]}, {@code v[0]}) and a cast to text or
 * to VARIANT ({@code x::varchar}). Each becomes a call, so that DuckDB sees the operand as an argument. Keys keep their
 * case.
 */
final class VariantPaths {

    private static final Set<Kind> LITERALS = Set.of(Kind.STRING, Kind.NUMBER, Kind.BIND, Kind.RAW);

    private VariantPaths() {}

    /** The tokens with every path and every such cast turned into a call. */
    static List<Token> resolve(List<Token> tokens) throws SqlFailure {
        List<Token> out = new ArrayList<>();
        Phrase phrase = new Phrase(tokens);
        while (!phrase.isAtEnd()) {
            if (phrase.accept(":")) {
                extract(out, "$" + key(phrase) + tail(phrase), isText(phrase));
            } else if (phrase.peek().is("[") && isIndexed(out)) {
                extract(out, "$" + tail(phrase), isText(phrase));
            } else if (phrase.peek().is("::")) {
                cast(phrase, out);
            } else {
                out.add(phrase.next());
            }
        }
        return out;
    }

    /** The path that a text describes, for GET_PATH. */
    static String parse(String text) throws SqlFailure {
        Phrase phrase = new Phrase(Tokenizer.tokenize(text));
        String first = phrase.peek().is("[") ? "" : key(phrase);
        String path = "$" + first + tail(phrase);
        phrase.expectEnd();
        return path;
    }

    /** The path to one key, for GET. */
    static String single(String name) throws SqlFailure {
        return "$" + key(name);
    }

    /** What finds a value: behind an index, NULL where ARRAY_CONSTRUCT was given NULL. */
    static String function(String path) {
        return path.endsWith("]") ? "local_element" : "json_extract";
    }

    /** Whether what was read ends in something that an index can follow. */
    private static boolean isIndexed(List<Token> out) {
        if (out.isEmpty()) {
            return false;
        }
        Token last = out.get(out.size() - 1);
        boolean name = last.kind() == Kind.QUOTED
                || last.kind() == Kind.COLUMN
                || (last.kind() == Kind.WORD && !Translator.isKeyword(last.name()));
        return name || last.is(")");
    }

    /** Whether a cast to something else than a VARIANT follows: it means the text of the value. */
    private static boolean isText(Phrase phrase) {
        return phrase.peek().is("::") && !isVariant(phrase.peek(1));
    }

    private static boolean isVariant(Token type) {
        return type.is("VARIANT") || type.is("OBJECT") || type.is("ARRAY");
    }

    private static void cast(Phrase phrase, List<Token> out) throws SqlFailure {
        Token type = phrase.peek(1);
        if (isVariant(type)) {
            phrase.next();
            phrase.next();
            wrap(out, "local_" + type.text().toLowerCase(Locale.ROOT));
            return;
        }
        boolean text = Rewrites.loaded().type(type.name()).orElse("").equals("VARCHAR");
        if (text && !isLiteral(out)) {
            wrap(out, "local_text");
        }
        out.add(phrase.next());
        out.add(phrase.next());
    }

    private static boolean isLiteral(List<Token> out) {
        return !out.isEmpty() && LITERALS.contains(out.get(out.size() - 1).kind());
    }

    private static void extract(List<Token> out, String path, boolean text) throws SqlFailure {
        wrap(out, "local_json");
        int start = operand(out, out.size() - 1);
        out.add(start, new Token(Kind.SYMBOL, "("));
        out.add(start, Token.raw(text ? "json_extract_string" : function(path)));
        out.add(new Token(Kind.SYMBOL, ","));
        out.add(new Token(Kind.STRING, path));
        out.add(new Token(Kind.SYMBOL, ")"));
    }

    private static void wrap(List<Token> out, String function) throws SqlFailure {
        int start = operand(out, out.size() - 1);
        out.add(start, new Token(Kind.SYMBOL, "("));
        out.add(start, Token.raw(function));
        out.add(new Token(Kind.SYMBOL, ")"));
    }

    /** Where the operand that ends there begins: a name with its qualifiers, a literal, a call, a parenthesis, a CASE. */
    private static int operand(List<Token> out, int end) throws SqlFailure {
        int at = end;
        if (at >= 0 && out.get(at).is(")")) {
            at = opening(out, at, "(", ")");
            boolean call = at > 0
                    && (out.get(at - 1).kind() == Kind.RAW
                            || (out.get(at - 1).isName()
                                    && !Translator.isKeyword(out.get(at - 1).name())));
            at = call ? at - 1 : at;
        } else if (at >= 0 && out.get(at).is("END")) {
            at = opening(out, at, "CASE", "END");
        } else if (at < 0
                || !(out.get(at).isName() || out.get(at).kind() == Kind.COLUMN || isLiteral(out.subList(0, at + 1)))) {
            throw SqlFailure.syntax(":");
        }
        while (at >= 2 && out.get(at - 1).is(".") && out.get(at - 2).isName()) {
            at -= 2;
        }
        return at > 0 && out.get(at - 1).is("::") ? operand(out, at - 2) : at;
    }

    private static int opening(List<Token> out, int end, String open, String close) throws SqlFailure {
        int depth = 0;
        for (int at = end; at >= 0; at--) {
            depth += out.get(at).is(close) ? 1 : out.get(at).is(open) ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        throw SqlFailure.syntax(close);
    }

    /** The steps of a path behind its first. */
    private static String tail(Phrase phrase) throws SqlFailure {
        StringBuilder path = new StringBuilder();
        while (true) {
            if (phrase.accept(".")) {
                path.append(key(phrase));
            } else if (phrase.accept("[")) {
                Token index = phrase.next();
                if (index.kind() != Kind.STRING && !index.text().matches("\\d{1,9}")) {
                    throw SqlFailure.unsupported("an index that is no literal");
                }
                path.append(index.kind() == Kind.STRING ? key(index.text()) : "[" + index.text() + "]");
                phrase.expect("]");
            } else {
                return path.toString();
            }
        }
    }

    private static String key(Phrase phrase) throws SqlFailure {
        if (!phrase.peek().isName()) {
            throw SqlFailure.syntax(phrase.peek().text());
        }
        return key(phrase.next().text());
    }

    private static String key(String name) throws SqlFailure {
        if (name.indexOf('"') >= 0) {
            throw SqlFailure.unsupported("path element with a quote");
        }
        return ".\"" + name + '"';
    }
}
