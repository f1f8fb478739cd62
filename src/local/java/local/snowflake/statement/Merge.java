package local.snowflake.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Phrase;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;

/** MERGE with any number of WHEN clauses; two source rows for one target row are DuckDB's error, and Snowflake's. */
record Merge(ObjectName table, List<Token> rest) implements Statement {

    static Statement read(Phrase phrase) throws SqlFailure {
        phrase.expect("INTO");
        return new Merge(ObjectName.read(phrase), phrase.rest());
    }

    @Override
    public StatementType type() {
        return StatementType.MERGE;
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
        String merge = "MERGE INTO " + table.in(work.schema()).sql() + " " + work.translate(rest);
        Map<String, Long> actions = work.tally(merge + " RETURNING merge_action");
        List<Column> columns = new ArrayList<>();
        List<String> counts = new ArrayList<>();
        count("INSERT", "number of rows inserted", actions, columns, counts);
        count("UPDATE", "number of rows updated", actions, columns, counts);
        count("DELETE", "number of rows deleted", actions, columns, counts);
        return new Result(type(), columns, List.of(counts));
    }

    private void count(
            String action, String title, Map<String, Long> actions, List<Column> columns, List<String> counts) {
        Phrase phrase = new Phrase(rest);
        boolean present = false;
        for (int i = 0; i < rest.size(); i++) {
            present |= phrase.peek(i).is("THEN") && phrase.peek(i + 1).is(action);
        }
        if (present) {
            columns.add(Column.fixed(title));
            counts.add(Long.toString(actions.getOrDefault(action, 0L)));
        }
    }
}
