package local.snowflake.dialect;

import java.util.List;
import java.util.Set;
import local.snowflake.dialect.Token.Kind;

/**
 * What the SELECT inside a COPY may hold: less than another SELECT. The clauses and functions are those of
 * https://docs.snowflake.com/en/user-guide/data-load-transform. Stateless.
 */
public final class CopyTransformation {

    private static final Set<String> REFUSED = Set.of(
            "WHERE",
            "JOIN",
            "GROUP",
            "HAVING",
            "ORDER",
            "LIMIT",
            "FETCH",
            "TOP",
            "DISTINCT",
            "QUALIFY",
            "UNION",
            "WITH",
            "OVER",
            "FLATTEN",
            "CURRENT_TIMESTAMP",
            "CURRENT_DATE",
            "CURRENT_TIME",
            "LOCALTIMESTAMP",
            "CURRENT_USER");

    private CopyTransformation() {}

    /**
     * Finds what COPY does not allow.
     *
     * @throws SqlFailure naming the clause or the function
     */
    public static void check(List<Token> select) throws SqlFailure {
        Phrase phrase = new Phrase(select);
        phrase.expect("SELECT");
        while (!phrase.isAtEnd()) {
            boolean qualified = phrase.peek(-1).is(".") || phrase.peek(-1).is(":");
            Token token = phrase.next();
            if (token.kind() == Kind.WORD && !qualified) {
                check(token.name(), phrase.peek().is("("));
            }
        }
    }

    private static void check(String name, boolean call) throws SqlFailure {
        boolean function = call
                && !Translator.isKeyword(name)
                && Rewrites.loaded().type(name).isEmpty();
        boolean unknown = function && !Rewrites.loaded().isAllowedInCopy(name);
        if (unknown || REFUSED.contains(name) || name.equals("SELECT")) {
            throw SqlFailure.unsupported(name + " in a COPY transformation");
        }
    }
}
