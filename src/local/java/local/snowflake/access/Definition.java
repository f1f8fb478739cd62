package local.snowflake.access;

import java.util.List;
import java.util.Optional;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Phrase;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;

/**
 * The head of a CREATE or a DROP.
 *
 * @param drops whether it is a DROP
 * @param replaces whether it takes the place of what is there
 */
record Definition(boolean drops, boolean replaces, Kind kind, ObjectName name) {

    /** Reads the head; empty for any other statement, and for kinds that nobody holds privileges on. */
    static Optional<Definition> read(List<Token> tokens) throws SqlFailure {
        Phrase phrase = new Phrase(tokens);
        boolean drops = phrase.accept("DROP");
        if (!drops && !phrase.accept("CREATE")) {
            return Optional.empty();
        }
        boolean replaces = phrase.accept("OR", "REPLACE");
        Optional<Kind> kind = kind(phrase);
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        if (!phrase.accept("IF", "NOT", "EXISTS")) {
            phrase.accept("IF", "EXISTS");
        }
        return Optional.of(new Definition(drops, replaces, kind.get(), ObjectName.read(phrase)));
    }

    /** Reads the kind of object that a definition is about, with the words before it that change nothing here. */
    static Optional<Kind> kind(Phrase phrase) {
        if (!phrase.accept("TRANSIENT")) {
            phrase.accept("STORAGE");
        }
        return Kind.read(phrase);
    }

    Securable securable(String currentSchema) {
        return Securable.of(kind, name, currentSchema);
    }
}
