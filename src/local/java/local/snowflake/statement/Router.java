package local.snowflake.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import local.snowflake.dialect.Phrase;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;
import local.snowflake.dialect.Token.Kind;
import local.snowflake.dialect.Tokenizer;

/** Finds who reads a statement by its first words. Stateless. */
public final class Router {

    private static final Map<String, Reader> READERS = Map.ofEntries(
            Map.entry("INSERT", Insert::read),
            Map.entry("UPDATE", Change::update),
            Map.entry("DELETE", Change::delete),
            Map.entry("TRUNCATE", Change::truncate),
            Map.entry("MERGE", Merge::read),
            Map.entry("COMMENT", Comment::read),
            Map.entry("COPY", Router::copy),
            Map.entry("CREATE", Define::create),
            Map.entry("DROP", Define::drop),
            Map.entry("GRANT", Grant::grant),
            Map.entry("REVOKE", Grant::revoke),
            Map.entry("ALTER", Router::alter),
            Map.entry("USE", SessionStatement::use),
            Map.entry("BEGIN", SessionStatement::begin),
            Map.entry("START", Router::start),
            Map.entry("COMMIT", SessionStatement::commit),
            Map.entry("ROLLBACK", SessionStatement::rollback),
            Map.entry("SHOW", Show::read),
            Map.entry("DESCRIBE", Description::read),
            Map.entry("DESC", Description::read),
            Map.entry("LIST", ListStage::read),
            Map.entry("LS", ListStage::read));

    /** Reads what follows the first word. */
    @FunctionalInterface
    private interface Reader {
        Statement read(Phrase phrase) throws SqlFailure;
    }

    private Router() {}

    /**
     * Reads one statement.
     *
     * @throws SqlFailure if there is none, more than one, or one that is not known
     */
    public static Statement read(String sql) throws SqlFailure {
        List<Token> tokens = new ArrayList<>(Tokenizer.tokenize(sql));
        while (!tokens.isEmpty() && tokens.get(tokens.size() - 1).is(";")) {
            tokens.remove(tokens.size() - 1);
        }
        if (tokens.isEmpty()) {
            throw new SqlFailure("000900", "42601", "SQL compilation error:\nEmpty SQL statement.");
        }
        long others = tokens.stream().filter(token -> token.is(";")).count();
        if (others > 0) {
            throw new SqlFailure(
                    "000008",
                    "0A000",
                    "Actual statement count " + (others + 1) + " did not match the desired statement count 1.");
        }
        Token first = tokens.get(0);
        if (AbortTransaction.isOne(tokens)) {
            return AbortTransaction.read(tokens);
        }
        if (first.is("SELECT") || first.is("WITH") || first.is("(")) {
            return new Query(tokens);
        }
        Reader reader = first.kind() == Kind.WORD ? READERS.get(first.name()) : null;
        if (reader == null) {
            throw first.kind() == Kind.WORD ? SqlFailure.unsupported(first.name()) : SqlFailure.syntax(first.text());
        }
        return reader.read(new Phrase(tokens.subList(1, tokens.size())));
    }

    private static Statement copy(Phrase phrase) throws SqlFailure {
        phrase.expect("INTO");
        return phrase.peek().kind() == Kind.STAGE ? CopyIntoStage.read(phrase) : CopyIntoTable.read(phrase);
    }

    private static Statement alter(Phrase phrase) throws SqlFailure {
        if (phrase.accept("SESSION")) {
            return SessionStatement.alter(phrase);
        }
        if (phrase.accept("TABLE")) {
            return AlterTable.read(phrase);
        }
        String kind = phrase.peek().text();
        return AccountDefinition.read(AccountDefinition.Verb.ALTER, false, phrase)
                .orElseThrow(() -> SqlFailure.unsupported("ALTER " + kind));
    }

    private static Statement start(Phrase phrase) throws SqlFailure {
        phrase.expect("TRANSACTION");
        phrase.expectEnd();
        return SessionStatement.begin(phrase);
    }
}
