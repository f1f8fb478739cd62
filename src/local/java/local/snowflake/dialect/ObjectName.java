package local.snowflake.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The name of a table, a stage or a file format.
 *
 * @param schema empty where the statement did not say
 * @param name as the catalog holds it
 */
public record ObjectName(String schema, String name) {

    /** The only database; its name may lead a qualified name. */
    public static final String DATABASE = "SNOWLINE";

    private static final Pattern INTERNAL =
            Pattern.compile("LOCAL_CATALOG|DUCKDB_.*|PG_.*|SQLITE_.*|PRAGMA_.*", Pattern.CASE_INSENSITIVE);

    /** Reads a name of up to three parts. */
    public static ObjectName read(Phrase phrase) throws SqlFailure {
        List<String> parts = new ArrayList<>(List.of(phrase.name()));
        while (phrase.accept(".")) {
            parts.add(phrase.name());
        }
        return of(parts);
    }

    /** Reads a name out of a text, such as the value of {@code format_name}. */
    public static ObjectName parse(String text) throws SqlFailure {
        Phrase phrase = new Phrase(Tokenizer.tokenize(text));
        ObjectName name = read(phrase);
        phrase.expectEnd();
        return name;
    }

    /** The first one or two parts of what may be a name: a schema and a table, or a table alone. */
    public static ObjectName readLeading(List<Token> tokens) {
        boolean qualified =
                tokens.size() > 2 && tokens.get(1).is(".") && tokens.get(2).isName();
        String first = tokens.get(0).name();
        return qualified ? new ObjectName(first, tokens.get(2).name()) : new ObjectName("", first);
    }

    /** Refuses the names of DuckDB's own catalog and of this server's. */
    static void refuseInternal(String name) throws SqlFailure {
        if (INTERNAL.matcher(name).matches()) {
            throw SqlFailure.notFound("Object", name);
        }
    }

    private static ObjectName of(List<String> parts) throws SqlFailure {
        for (String part : parts) {
            refuseInternal(part);
        }
        int count = parts.size();
        if (count > 3) {
            throw SqlFailure.syntax(String.join(".", parts));
        }
        if (count == 3 && !parts.get(0).equals(DATABASE)) {
            throw SqlFailure.notFound("Database", parts.get(0));
        }
        return new ObjectName(count == 1 ? "" : parts.get(count - 2), parts.get(count - 1));
    }

    /** The name with the schema of the session where it has none. */
    public ObjectName in(String currentSchema) {
        return schema.isEmpty() ? new ObjectName(currentSchema, name) : this;
    }

    /** The name as DuckDB reads it. */
    public String sql() {
        return (schema.isEmpty() ? "" : Token.quote(schema) + ".") + Token.quote(name);
    }

    /** The name as messages show it. */
    @Override
    public String toString() {
        return schema.isEmpty() ? name : schema + "." + name;
    }
}
