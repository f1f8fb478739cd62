package local.snowflake.dialect;

import java.util.ArrayList;
import java.util.List;
import local.snowflake.dialect.Token.Kind;

/**
 * Paths into a VARIANT: {@code v:a.b[0]} becomes {@code json_extract(v, '$."a"."b"[0]')}, and the text of it where a cast
 * follows. Keys keep their case.
 */
final class VariantPaths {

    private VariantPaths() {}

    /** The tokens with every path turned into a call. */
    static List<Token> resolve(List<Token> tokens) throws SqlFailure {
        boolean flattened = tokens.stream().anyMatch(token -> token.is("FLATTEN"));
        List<Token> out = new ArrayList<>();
        Phrase phrase = new Phrase(tokens);
        while (!phrase.isAtEnd()) {
            if (phrase.accept(":")) {
                extract(out, path(phrase), phrase.peek().is("::") && !isVariant(phrase.peek(1)));
            } else if (flattened && phrase.peek().is("::") && isValue(out) && !isVariant(phrase.peek(1))) {
                // A cast of VALUE means its text; DuckDB would keep the quotes.
                extract(out, "$", true);
                out.add(phrase.next());
            } else {
                out.add(phrase.next());
            }
        }
        return out;
    }

    private static boolean isValue(List<Token> out) {
        return !out.isEmpty() && out.get(out.size() - 1).is("VALUE");
    }

    private static boolean isVariant(Token type) {
        return type.is("VARIANT") || type.is("OBJECT") || type.is("ARRAY");
    }

    private static void extract(List<Token> out, String path, boolean text) throws SqlFailure {
        int start = operand(out);
        List<Token> operand = new ArrayList<>(out.subList(start, out.size()));
        out.subList(start, out.size()).clear();
        out.add(Token.raw(text ? "json_extract_string" : "json_extract"));
        out.add(new Token(Kind.SYMBOL, "("));
        out.addAll(operand);
        out.add(new Token(Kind.SYMBOL, ","));
        out.add(new Token(Kind.STRING, path));
        out.add(new Token(Kind.SYMBOL, ")"));
    }

    /** Where the operand that ends the list begins: a name with its qualifiers, a call, or a parenthesis. */
    private static int operand(List<Token> out) throws SqlFailure {
        int at = out.size() - 1;
        if (at >= 0 && out.get(at).is(")")) {
            for (int depth = 0; at >= 0; at--) {
                depth += out.get(at).is(")") ? 1 : out.get(at).is("(") ? -1 : 0;
                if (depth == 0) {
                    break;
                }
            }
            boolean call =
                    at > 0 && (out.get(at - 1).isName() || out.get(at - 1).kind() == Kind.RAW);
            return call ? at - 1 : at;
        }
        if (at < 0 || !(out.get(at).isName() || out.get(at).kind() == Kind.COLUMN)) {
            throw SqlFailure.syntax(":");
        }
        while (at >= 2 && out.get(at - 1).is(".") && out.get(at - 2).isName()) {
            at -= 2;
        }
        return at;
    }

    private static String path(Phrase phrase) throws SqlFailure {
        StringBuilder path = new StringBuilder("$").append(key(phrase));
        while (true) {
            if (phrase.accept(".")) {
                path.append(key(phrase));
            } else if (phrase.accept("[")) {
                Token index = phrase.next();
                path.append(index.kind() == Kind.NUMBER ? "[" + index.text() + "]" : key(index.text()));
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
