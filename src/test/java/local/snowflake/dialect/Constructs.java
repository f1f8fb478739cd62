package local.snowflake.dialect;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import local.snowflake.dialect.Token.Kind;

/**
 * What a text of Snowflake SQL makes use of: its statements, clauses, functions, types, options, parameters and metadata
 * columns, each by its name in upper case. Found by the tokens alone, so a column that is named like a clause counts as one.
 */
final class Constructs {

    /** The headings under which constructs are documented. */
    enum Group {
        STATEMENTS,
        CLAUSES,
        FUNCTIONS,
        TYPES,
        METADATA,
        OPTIONS,
        PARAMETERS
    }

    private static final Set<String> OBJECTS = Set.of(
            "TABLE", "VIEW", "SCHEMA", "STAGE", "FILE", "WAREHOUSE", "DATABASE", "ROLE", "USER", "STORAGE", "SESSION");

    private static final Set<String> TWO_WORDS = Set.of("FILE", "STORAGE");

    private static final Set<String> CLAUSES = Set.of(
            ("AT BEFORE BETWEEN CASE CHANGES CLUSTER COMMENT CONNECT CROSS CUBE DEFAULT DISTINCT EXCEPT EXCLUDE EXISTS FETCH FULL"
                            + " FUTURE GROUP HAVING IGNORE ILIKE IN INTERSECT JOIN LATERAL LEFT LIKE LIMIT MATCH_RECOGNIZE MINUS"
                            + " NULLS OFFSET ORDER OVER OVERWRITE OWNERSHIP PARTITION PIVOT QUALIFY RECURSIVE RENAME RIGHT"
                            + " ROLLUP ROWS SAMPLE SETS TABLESAMPLE TOP TRANSIENT UNION UNPIVOT USING VALUES WHERE WITHIN")
                    .split(" "));

    private static final Map<String, String> SIGNS = Map.of("::", "::", "||", "||", ":", ":", "[", "[ ]");

    private static final Set<String> BARE = Set.of(
            "CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME", "LOCALTIMESTAMP", "CURRENT_USER", "CURRENT_ROLE");

    private static final Set<String> CONDITIONS = Set.of("ON", "AND", "OR", "WHERE", "WHEN", "NOT", ".");

    /** Heads after which {@code name = value} sets a property of an object or of the statement. */
    private static final Set<String> WITH_OPTIONS = Set.of("COPY", "CREATE", "ALTER");

    private final Map<Group, Set<String>> found = new TreeMap<>();
    private final Phrase phrase;
    private final Set<String> names = new TreeSet<>();
    private final String head;

    private Constructs(List<Token> statement) {
        phrase = new Phrase(statement);
        head = statement.get(0).kind() == Kind.WORD ? statement.get(0).name() : "";
        for (Group group : Group.values()) {
            found.put(group, new TreeSet<>());
        }
    }

    /**
     * The constructs of a file of statements, or of one expression.
     *
     * @param sql may hold {@code :?name} and ${name}
     */
    static Map<Group, Set<String>> of(String sql) throws SqlFailure {
        String filled = sql.replaceAll(":\\?\\w+", "?").replaceAll("\\$\\{\\w+}", "placeholder");
        Map<Group, Set<String>> all = new TreeMap<>();
        Phrase statements = new Phrase(Tokenizer.tokenize(filled));
        while (!statements.isAtEnd()) {
            List<Token> statement = statements.until(";");
            statements.accept(";");
            if (!statement.isEmpty()) {
                new Constructs(statement).read().forEach((group, names) -> all.computeIfAbsent(
                                group, key -> new TreeSet<>())
                        .addAll(names));
            }
        }
        return all;
    }

    private Map<Group, Set<String>> read() throws SqlFailure {
        head();
        commonTables();
        while (!phrase.isAtEnd()) {
            Token previous = phrase.peek(-1);
            Token token = phrase.next();
            if (token.kind() == Kind.WORD && !previous.is(".") && !previous.is(":")) {
                word(token.name(), previous);
            } else if (token.kind() == Kind.COLUMN) {
                add(Group.CLAUSES, "$1");
            } else if (token.kind() == Kind.STAGE) {
                add(Group.CLAUSES, "@STAGE");
            } else if (SIGNS.containsKey(token.text()) && token.kind() == Kind.SYMBOL) {
                add(Group.CLAUSES, SIGNS.get(token.text()));
            }
        }
        return found;
    }

    private void head() {
        boolean object = head.equals("CREATE") || head.equals("ALTER") || head.equals("DROP");
        for (int i = 1; object && i < 5; i++) {
            String name = phrase.peek(i).isName() ? phrase.peek(i).name() : "";
            if (OBJECTS.contains(name)) {
                String more =
                        TWO_WORDS.contains(name) ? " " + phrase.peek(i + 1).name() : "";
                add(Group.STATEMENTS, head + " " + name + more);
                return;
            }
        }
        switch (head) {
            case "WITH" -> add(Group.STATEMENTS, "SELECT");
            case "COPY" ->
                add(Group.STATEMENTS, phrase.peek(2).kind() == Kind.STAGE ? "COPY INTO LOCATION" : "COPY INTO TABLE");
            case "TRUNCATE" -> add(Group.STATEMENTS, "TRUNCATE TABLE");
            case "SELECT",
                    "INSERT",
                    "UPDATE",
                    "DELETE",
                    "MERGE",
                    "GRANT",
                    "REVOKE",
                    "USE",
                    "SHOW",
                    "DESCRIBE",
                    "LIST",
                    "BEGIN",
                    "COMMIT",
                    "ROLLBACK" -> add(Group.STATEMENTS, head);
            case "COMMENT" -> add(Group.STATEMENTS, "COMMENT ON");
            default -> {
                if (object || WITH_OPTIONS.contains(head)) {
                    add(Group.STATEMENTS, head);
                }
            }
        }
    }

    /** The names that may stand before a parenthesis without being functions. */
    private void commonTables() throws SqlFailure {
        Phrase ahead = new Phrase(phrase.ahead());
        while (!ahead.isAtEnd()) {
            Token token = ahead.next();
            if (token.isName() && (ahead.peek().is("AS") || ahead.peek().is("(")) && isCommonTable(ahead)) {
                names.add(token.name());
            } else if (token.is("INTO") || token.is("TABLE")) {
                target(ahead);
            }
        }
    }

    private static boolean isCommonTable(Phrase behindName) throws SqlFailure {
        Phrase ahead = new Phrase(behindName.ahead());
        if (ahead.peek().is("(")) {
            ahead.parenthesised();
        }
        return ahead.accept("AS", "(")
                && (ahead.peek().is("SELECT") || ahead.peek().is("WITH"));
    }

    private void target(Phrase ahead) {
        int at = 0;
        while (ahead.peek(at).is("IF")
                || ahead.peek(at).is("NOT")
                || ahead.peek(at).is("EXISTS")) {
            at++;
        }
        while (ahead.peek(at).isName() && ahead.peek(at + 1).is(".")) {
            at += 2;
        }
        names.add(ahead.peek(at).isName() ? ahead.peek(at).name() : "");
    }

    private void word(String name, Token previous) {
        Token next = phrase.peek();
        boolean type = Rewrites.loaded().type(name).isPresent();
        boolean options = WITH_OPTIONS.contains(head)
                && next.is("=")
                && CONDITIONS.stream().noneMatch(previous::is);
        if (name.startsWith("METADATA$")) {
            add(Group.METADATA, name);
        } else if (options && found.get(Group.STATEMENTS).contains("ALTER SESSION")) {
            add(Group.PARAMETERS, name);
        } else if (options || (next.is("=>") && !name.matches("INPUT|OUTER"))) {
            add(Group.OPTIONS, name);
        } else if (type && (previous.is("::") || previous.is("AS") || (definesColumns() && previous.isName()))) {
            add(Group.TYPES, name);
        } else if (BARE.contains(name)) {
            add(Group.FUNCTIONS, name);
        } else if (CLAUSES.contains(name) && !isCall(name, next) && !names.contains(name)) {
            add(Group.CLAUSES, name);
        } else if (next.is("(") && !Translator.isKeyword(name) && !names.contains(name) && !type) {
            add(Group.FUNCTIONS, name);
        }
    }

    /** LEFT and RIGHT are functions before a parenthesis; the other clauses stay what they are. */
    private static boolean isCall(String name, Token next) {
        return next.is("(") && (name.equals("LEFT") || name.equals("RIGHT"));
    }

    private boolean definesColumns() {
        return head.equals("CREATE") || head.equals("ALTER");
    }

    private void add(Group group, String name) {
        found.get(group).add(name);
    }
}
