package local.snowflake.statement;

import java.util.List;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Phrase;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;

/** UPDATE, DELETE and TRUNCATE. */
record Change(StatementType type, boolean truncate, ObjectName table, List<Token> rest) implements Statement {

    static Statement update(Phrase phrase) throws SqlFailure {
        return new Change(StatementType.UPDATE, false, ObjectName.read(phrase), phrase.rest());
    }

    static Statement delete(Phrase phrase) throws SqlFailure {
        phrase.expect("FROM");
        return new Change(StatementType.DELETE, false, ObjectName.read(phrase), phrase.rest());
    }

    static Statement truncate(Phrase phrase) throws SqlFailure {
        phrase.accept("TABLE");
        ObjectName table = ObjectName.read(phrase);
        phrase.expectEnd();
        return new Change(StatementType.DELETE, true, table, List.of());
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
    public Result run(Work work) throws SqlFailure {
        String head = type == StatementType.UPDATE ? "UPDATE " : "DELETE FROM ";
        long rows = work.update(head + table.in(work.schema()).sql() + " " + work.translate(rest));
        if (truncate) {
            return Result.status(StatementType.DEFINITION, "Statement executed successfully.");
        }
        if (type == StatementType.DELETE) {
            return Result.count(type, "number of rows deleted", rows);
        }
        return new Result(
                type,
                List.of(Column.fixed("number of rows updated"), Column.fixed("number of multi-joined rows updated")),
                List.of(List.of(Long.toString(rows), "0")));
    }
}
