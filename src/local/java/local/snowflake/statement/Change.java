package local.snowflake.statement;

import java.sql.SQLException;
import java.util.List;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Phrase;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;
import local.snowflake.storage.Database;

/** UPDATE, DELETE and TRUNCATE. */
record Change(Kind kind, ObjectName table, List<Token> rest) implements Statement {

    /** Which of them; TRUNCATE counts nothing. */
    enum Kind {
        UPDATE,
        DELETE,
        TRUNCATE,
        TRUNCATE_IF_EXISTS
    }

    static Statement update(Phrase phrase) throws SqlFailure {
        return new Change(Kind.UPDATE, ObjectName.read(phrase), phrase.rest());
    }

    static Statement delete(Phrase phrase) throws SqlFailure {
        phrase.expect("FROM");
        return new Change(Kind.DELETE, ObjectName.read(phrase), phrase.rest());
    }

    static Statement truncate(Phrase phrase) throws SqlFailure {
        phrase.accept("TABLE");
        Kind kind = phrase.accept("IF", "EXISTS") ? Kind.TRUNCATE_IF_EXISTS : Kind.TRUNCATE;
        ObjectName table = ObjectName.read(phrase);
        phrase.expectEnd();
        return new Change(kind, table, List.of());
    }

    @Override
    public StatementType type() {
        return switch (kind) {
            case UPDATE -> StatementType.UPDATE;
            case DELETE -> StatementType.DELETE;
            case TRUNCATE, TRUNCATE_IF_EXISTS -> StatementType.DEFINITION;
        };
    }

    @Override
    public Effect effect() {
        return Effect.CHANGE;
    }

    @Override
    public List<ObjectName> targets() {
        return List.of(table);
    }

    @Override
    public Result run(Work work) throws SqlFailure, SQLException {
        ObjectName target = table.in(work.schema());
        boolean missing = kind == Kind.TRUNCATE_IF_EXISTS && !Database.tableExists(work.connection(), target);
        String head = kind == Kind.UPDATE ? "UPDATE " : "DELETE FROM ";
        long rows = missing ? 0 : work.update(head + target.sql() + " " + work.translate(rest));
        return switch (kind) {
            case DELETE -> Result.count(type(), "number of rows deleted", rows);
            case UPDATE ->
                new Result(
                        type(),
                        List.of(
                                Column.fixed("number of rows updated"),
                                Column.fixed("number of multi-joined rows updated")),
                        List.of(List.of(Long.toString(rows), "0")));
            case TRUNCATE, TRUNCATE_IF_EXISTS -> Result.status(type(), "Statement executed successfully.");
        };
    }
}
