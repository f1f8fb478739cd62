package local.snowflake.statement;

import java.util.List;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Phrase;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;

/** INSERT INTO and INSERT OVERWRITE INTO one table. */
record Insert(boolean overwrite, ObjectName table, List<Token> columns, List<Token> source) implements Statement {

    private static final String COUNT = "number of rows inserted";

    static Statement read(Phrase phrase) throws SqlFailure {
        boolean overwrite = phrase.accept("OVERWRITE");
        if (phrase.peek().is("ALL") || phrase.peek().is("FIRST")) {
            throw SqlFailure.unsupported("multi-table INSERT");
        }
        phrase.expect("INTO");
        ObjectName table = ObjectName.read(phrase);
        boolean subquery = phrase.peek(1).is("SELECT") || phrase.peek(1).is("WITH");
        List<Token> columns = phrase.peek().is("(") && !subquery ? phrase.parenthesised() : List.of();
        return new Insert(overwrite, table, columns, phrase.rest());
    }

    @Override
    public StatementType type() {
        return StatementType.INSERT;
    }

    @Override
    public Effect effect() {
        return overwrite ? Effect.CHANGE : Effect.ADD;
    }

    @Override
    public List<ObjectName> targets() {
        return List.of(table);
    }

    @Override
    public Result run(Work work) throws SqlFailure {
        String target = table.in(work.schema()).sql();
        String names = columns.isEmpty() ? "" : " (" + work.translate(columns) + ")";
        String insert = "INSERT INTO " + target + names + " " + work.translate(source);
        if (overwrite) {
            if (readsTarget(work.schema())) {
                throw SqlFailure.unsupported("INSERT OVERWRITE from the table that is overwritten");
            }
            work.check(insert);
            work.execute("DELETE FROM " + target);
        }
        return Result.count(type(), COUNT, work.update(insert));
    }

    /** Whether the query names the target; a column of the same qualified name would be taken for it. */
    private boolean readsTarget(String schema) throws SqlFailure {
        for (int i = 0; i < source.size(); i++) {
            boolean starts =
                    source.get(i).isName() && (i == 0 || !source.get(i - 1).is("."));
            List<Token> ahead = source.subList(i, Math.min(i + 3, source.size()));
            if (starts && ObjectName.readLeading(ahead).in(schema).equals(table.in(schema))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Result describe(Work work) {
        return new Result(type(), List.of(Column.fixed(COUNT)), List.of());
    }
}
