package local.snowflake.statement;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Phrase;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;

/** COMMENT ON a table, a view or a column of one, as a statement or as a part of a definition. */
record Comment(ObjectName table, String kind, String column, String text) implements Statement {

    private static final Set<String> KINDS = Set.of("TABLE", "VIEW", "COLUMN");

    static Statement read(Phrase phrase) throws SqlFailure {
        boolean lenient = phrase.accept("IF", "EXISTS");
        phrase.expect("ON");
        String kind = phrase.name();
        if (lenient || !KINDS.contains(kind)) {
            throw SqlFailure.unsupported("COMMENT " + (lenient ? "IF EXISTS" : "ON " + kind));
        }
        List<Token> name = phrase.until("IS");
        String column = null;
        if (kind.equals("COLUMN")) {
            if (name.size() < 3 || !name.get(name.size() - 1).isName()) {
                throw SqlFailure.syntax("IS");
            }
            column = name.get(name.size() - 1).name();
            name = name.subList(0, name.size() - 2);
        }
        Phrase owner = new Phrase(name);
        ObjectName table = ObjectName.read(owner);
        owner.expectEnd();
        phrase.expect("IS");
        String text = phrase.string();
        phrase.expectEnd();
        return new Comment(table, kind, column, text);
    }

    /** The comment of a table. */
    static Comment table(ObjectName table, String text) {
        return new Comment(table, "TABLE", null, text);
    }

    /** The comment of a view. */
    static Comment view(ObjectName view, String text) {
        return new Comment(view, "VIEW", null, text);
    }

    /** The comment of a column. */
    static Comment column(ObjectName table, String column, String text) {
        return new Comment(table, "COLUMN", column, text);
    }

    @Override
    public StatementType type() {
        return StatementType.DEFINITION;
    }

    @Override
    public Effect effect() {
        return Effect.DEFINE;
    }

    @Override
    public List<ObjectName> targets() {
        return List.of(table);
    }

    @Override
    public Result run(Work work) throws SQLException {
        String name = table.in(work.schema()).sql() + (column == null ? "" : "." + Token.quote(column));
        // Not prepared beside: what the same statement has just made cannot be seen from there.
        try (java.sql.Statement statement = work.connection().createStatement()) {
            statement.execute("COMMENT ON " + kind + " " + name + " IS " + Token.literal(text));
        }
        return Result.status(type(), "Statement executed successfully.");
    }
}
