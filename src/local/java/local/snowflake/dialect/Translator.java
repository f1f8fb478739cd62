package local.snowflake.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import local.snowflake.dialect.Token.Kind;

/**
 * Turns the tokens of a query or an expression into DuckDB SQL. DuckDB parses the result; what this class must know is
 * only where the two mean different things. Not thread-safe.
 */
public final class Translator {

    /** Words that may stand before a parenthesis without being functions. */
    private static final Set<String> KEYWORDS = Set.of(
            "ALL AND ANY AS BETWEEN BY CASE CUBE DISTINCT ELSE END EXCEPT EXCLUDE EXISTS FROM GROUP HAVING IN INSERT INTERSECT"
                    .split(" "));

    private static final Set<String> MORE_KEYWORDS = Set.of(
            "INTO JOIN LATERAL LIKE ILIKE LIMIT MINUS NOT ON OR OVER QUALIFY RENAME ROLLUP SELECT SET SETS THEN UNION USING VALUES WHEN WHERE WITH"
                    .split(" "));

    private static final Set<String> BARE_FUNCTIONS =
            Set.of("CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME", "LOCALTIMESTAMP", "CURRENT_USER");
    private static final Set<String> SIGNS = Set.of("[", "{", "->", ":", ";", "=>");

    private final Sources sources;
    private final Rewrites rewrites = Rewrites.loaded();
    private int columns;

    public Translator(Sources sources) {
        this.sources = sources;
    }

    /**
     * The tokens as DuckDB SQL.
     *
     * @throws SqlFailure for a function, a type or a clause that is not known
     */
    public String translate(List<Token> tokens) throws SqlFailure {
        columns = positions(tokens);
        return join(walk(VariantPaths.resolve(tokens)));
    }

    /** The highest position ({@code $3} is 3) a statement uses; 0 for none. */
    public static int positions(List<Token> tokens) throws SqlFailure {
        int highest = 0;
        for (Token token : tokens) {
            if (token.kind() == Kind.COLUMN
                    && (token.text().length() > 4 || token.text().equals("0"))) {
                throw SqlFailure.syntax("$" + token.text());
            }
            highest = Math.max(highest, token.kind() == Kind.COLUMN ? Integer.parseInt(token.text()) : 0);
        }
        return highest;
    }

    private static String join(List<Token> tokens) {
        return tokens.stream().map(Token::sql).collect(Collectors.joining(" "));
    }

    private List<Token> walk(List<Token> tokens) throws SqlFailure {
        List<Token> out = new ArrayList<>();
        Phrase phrase = new Phrase(tokens);
        while (!phrase.isAtEnd()) {
            Token previous = out.isEmpty() ? Token.raw("") : out.get(out.size() - 1);
            step(phrase, previous, out);
        }
        return out;
    }

    private void step(Phrase phrase, Token previous, List<Token> out) throws SqlFailure {
        Token token = phrase.peek();
        if (token.isName()) {
            ObjectName.refuseInternal(token.name());
        }
        if (token.kind() == Kind.STRING && (previous.is("FROM") || previous.is("JOIN"))) {
            throw SqlFailure.syntax(token.text());
        }
        if (phrase.accept("::")) {
            out.add(Token.raw("::" + Types.read(phrase)));
        } else if (token.kind() == Kind.STAGE) {
            phrase.next();
            boolean options = phrase.peek().is("(");
            Map<String, List<Token>> given = options ? new Phrase(phrase.parenthesised()).options() : Map.of();
            out.add(Token.raw(sources.stage(token.text(), given, columns)));
        } else if (token.kind() == Kind.BIND) {
            phrase.next();
            out.add(Token.raw(sources.bind()));
        } else if (token.kind() == Kind.WORD && !previous.is(".")) {
            word(phrase, previous, out);
        } else if (token.kind() == Kind.SYMBOL && SIGNS.contains(token.text())) {
            throw SqlFailure.syntax(token.text());
        } else {
            out.add(phrase.next());
        }
    }

    private void word(Phrase phrase, Token previous, List<Token> out) throws SqlFailure {
        Token token = phrase.peek();
        String name = token.name();
        boolean call = phrase.peek(1).is("(");
        if (phrase.accept("TABLE", "(")
                || (token.is("LATERAL") && phrase.peek(1).is("FLATTEN"))) {
            tableFunction(phrase, token.is("TABLE"), previous, out);
        } else if (phrase.accept("INFORMATION_SCHEMA", ".")) {
            out.add(Token.raw("memory.main.information_schema_" + phrase.name()));
        } else if (call && (name.equals("CAST") || name.equals("TRY_CAST"))) {
            phrase.next();
            out.add(Token.raw(cast(name, phrase.parenthesised())));
        } else if (call && !isKeyword(name) && !isColumnList(phrase, previous)) {
            phrase.next();
            List<Token> inside = phrase.parenthesised();
            boolean ordered = OrderedAggregates.knows(name);
            out.add(Token.raw(ordered ? aggregate(name, inside, phrase) : call(name, inside)));
        } else if (!call && BARE_FUNCTIONS.contains(name) && !previous.is("AS")) {
            phrase.next();
            out.add(Token.raw(sources.value(name)));
        } else if (rewrites.isRefused(name) && (call || name.equals("CONNECT") || name.equals("ASOF"))) {
            throw SqlFailure.unsupported(name);
        } else {
            phrase.next();
            Token kept = rewrites.isReserved(name) ? new Token(Kind.QUOTED, name) : token;
            out.add(rewrites.word(name).map(Token::raw).orElse(kept));
        }
    }

    /** Whether a word is part of the grammar, so that it names nothing. */
    static boolean isKeyword(String name) {
        return KEYWORDS.contains(name) || MORE_KEYWORDS.contains(name);
    }

    /** Whether the word before a parenthesis names a CTE, an alias or the target of an INSERT. */
    private static boolean isColumnList(Phrase phrase, Token previous) throws SqlFailure {
        if (previous.is("AS") || previous.is("INTO") || previous.is("WITH") || previous.is("RECURSIVE")) {
            return true;
        }
        Phrase ahead = new Phrase(phrase.ahead());
        ahead.next();
        ahead.parenthesised();
        return ahead.accept("AS", "(");
    }

    private String cast(String name, List<Token> inside) throws SqlFailure {
        Phrase phrase = new Phrase(inside);
        String value = join(walk(phrase.until("AS")));
        phrase.expect("AS");
        String type = Types.read(phrase);
        phrase.expectEnd();
        return name.equals("CAST") ? Casts.cast(value, type) : Casts.tryCast(value, type);
    }

    private String aggregate(String name, List<Token> inside, Phrase phrase) throws SqlFailure {
        Phrase arguments = new Phrase(inside);
        boolean distinct = arguments.accept("DISTINCT");
        List<String> values = new ArrayList<>();
        for (List<Token> argument : Phrase.split(arguments.rest())) {
            values.add(join(walk(argument)));
        }
        String order = phrase.accept("WITHIN", "GROUP") ? join(walk(phrase.parenthesised())) : "";
        if (phrase.peek().is("OVER")) {
            throw SqlFailure.unsupported(name + " as a window function");
        }
        return OrderedAggregates.call(name, distinct, values, order);
    }

    private String call(String name, List<Token> inside) throws SqlFailure {
        if (rewrites.isRefused(name)) {
            throw SqlFailure.unsupported(name);
        }
        String value = inside.isEmpty() ? sources.value(name) : null;
        if (value != null) {
            return value;
        }
        if (name.equals("EXTRACT") || name.equals("POSITION") || name.equals("TRIM")) {
            return name + "(" + join(walk(inside)) + ")";
        }
        List<List<Token>> arguments = Phrase.split(inside);
        List<String> values = new ArrayList<>();
        for (List<Token> argument : arguments) {
            boolean part = values.isEmpty() && Calls.startsWithDatePart(name);
            values.add(part ? Calls.datePart(argument) : join(walk(argument)));
        }
        return Calls.call(name, arguments, values);
    }

    private void tableFunction(Phrase phrase, boolean wrapped, Token previous, List<Token> out) throws SqlFailure {
        phrase.accept("LATERAL");
        String name = phrase.name();
        List<Token> inside = phrase.parenthesised();
        if (wrapped) {
            phrase.expect(")");
        }
        if (name.equals("FLATTEN")) {
            out.add(Token.raw(flatten(inside)));
        } else if (name.equals("RESULT_SCAN")) {
            String id = join(walk(inside));
            out.add(Token.raw(sources.result(id.replace("'", ""))));
        } else {
            throw SqlFailure.unknownFunction(name);
        }
        boolean crossed = out.size() > 2 && out.get(out.size() - 3).is("CROSS");
        if (previous.is("JOIN") && !crossed) {
            condition(phrase, out);
        }
    }

    /** A join with a table function needs no condition on Snowflake; DuckDB asks for one. */
    private static void condition(Phrase phrase, List<Token> out) throws SqlFailure {
        boolean named = phrase.peek().is("AS");
        if (named) {
            out.add(phrase.next());
        }
        if (named
                || phrase.peek(1).is("ON")
                || (phrase.peek().isName() && !isKeyword(phrase.peek().name()))) {
            out.add(phrase.next());
        }
        if (!phrase.peek().is("ON")) {
            out.add(Token.raw("ON TRUE"));
        }
    }

    private String flatten(List<Token> inside) throws SqlFailure {
        String input = null;
        boolean outer = false;
        for (List<Token> argument : Phrase.split(inside)) {
            Phrase phrase = new Phrase(argument);
            String name = phrase.name();
            phrase.expect("=>");
            if (name.equals("INPUT")) {
                input = join(walk(phrase.rest()));
            } else if (name.equals("OUTER")
                    && (phrase.peek().is("TRUE") || phrase.peek().is("FALSE"))) {
                outer = phrase.next().is("TRUE");
            } else {
                throw SqlFailure.unsupported("FLATTEN with " + name);
            }
            phrase.expectEnd();
        }
        if (input == null) {
            throw SqlFailure.syntax(")");
        }
        // Names that no column of the query has, because the input may hold any.
        return "(select try_cast(local_each.key as bigint) as \"INDEX\", case when try_cast(local_each.key as bigint) is"
                + " null then local_each.key end as \"KEY\", local_each.value as \"VALUE\", local_input.local_value as"
                + " \"THIS\" from (select local_container(" + input + ") as local_value) as local_input "
                + (outer ? "left " : "")
                + "join lateral (select * from json_each(local_input.local_value)) as local_each on true)";
    }
}
