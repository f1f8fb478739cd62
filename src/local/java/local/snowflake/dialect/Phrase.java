package local.snowflake.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import local.snowflake.dialect.Token.Kind;

/** A place in a list of tokens, and the reading of what comes next. Not thread-safe. */
public final class Phrase {

    private static final Token END = new Token(Kind.SYMBOL, "<EOF>");

    private final List<Token> tokens;
    private int at;

    public Phrase(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** Whether every token was read. */
    public boolean isAtEnd() {
        return at >= tokens.size();
    }

    /** The next token, which stays; a sign that equals nothing at the end. */
    public Token peek() {
        return peek(0);
    }

    /** The token after {@code ahead} others. */
    public Token peek(int ahead) {
        return at + ahead >= 0 && at + ahead < tokens.size() ? tokens.get(at + ahead) : END;
    }

    /** Reads a token. */
    public Token next() throws SqlFailure {
        if (isAtEnd()) {
            throw SqlFailure.syntax(END.text());
        }
        return tokens.get(at++);
    }

    /** Reads these words or signs if they come next, all of them or none. */
    public boolean accept(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).is(words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    /** Reads these words or signs. */
    public void expect(String... words) throws SqlFailure {
        for (String word : words) {
            if (!accept(word)) {
                throw SqlFailure.syntax(peek().text());
            }
        }
    }

    /** Refuses anything that is left. */
    public void expectEnd() throws SqlFailure {
        if (!isAtEnd()) {
            throw SqlFailure.syntax(peek().text());
        }
    }

    /** Reads a name that is not qualified. */
    public String name() throws SqlFailure {
        if (!peek().isName()) {
            throw SqlFailure.syntax(peek().text());
        }
        return next().name();
    }

    /** Reads a string literal. */
    public String string() throws SqlFailure {
        if (peek().kind() != Kind.STRING) {
            throw SqlFailure.syntax(peek().text());
        }
        return next().text();
    }

    /** Reads a parenthesis and gives what is inside. */
    public List<Token> parenthesised() throws SqlFailure {
        expect("(");
        int from = at;
        for (int depth = 1; ; ) {
            Token token = next();
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 0) {
                return tokens.subList(from, at - 1);
            }
        }
    }

    /** Reads all that is left. */
    public List<Token> rest() {
        List<Token> rest = tokens.subList(at, tokens.size());
        at = tokens.size();
        return rest;
    }

    /** All that is left, which stays. */
    public List<Token> ahead() {
        return tokens.subList(at, tokens.size());
    }

    /** Reads up to one of these words outside parentheses, or to the end. */
    public List<Token> until(String... words) throws SqlFailure {
        int from = at;
        int depth = 0;
        while (!isAtEnd()) {
            for (String word : words) {
                if (depth == 0 && peek().is(word)) {
                    return tokens.subList(from, at);
                }
            }
            Token token = next();
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
        }
        return tokens.subList(from, at);
    }

    /** Splits at the commas outside parentheses; nothing gives no parts. */
    public static List<List<Token>> split(List<Token> tokens) throws SqlFailure {
        List<List<Token>> parts = new ArrayList<>();
        Phrase phrase = new Phrase(tokens);
        while (!phrase.isAtEnd()) {
            parts.add(phrase.until(","));
            phrase.accept(",");
        }
        return parts;
    }

    /** Reads {@code name = value} pairs up to the end; commas between them are optional. */
    public Map<String, List<Token>> options() throws SqlFailure {
        Map<String, List<Token>> options = new TreeMap<>();
        while (!isAtEnd()) {
            String name = name();
            if (!accept("=") && !accept("=>")) {
                throw SqlFailure.syntax(peek().text());
            }
            List<Token> value = peek().is("(") ? parenthesised() : List.of(next());
            if (options.put(name, value) != null) {
                throw SqlFailure.syntax(name);
            }
            accept(",");
        }
        return options;
    }
}
