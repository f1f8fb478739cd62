package local.snowflake.statement;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Phrase;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;

/** ALTER TABLE: columns are added, dropped and renamed. */
record AlterTable(ObjectName name, List<Action> actions) implements Statement {

    /** Documented at https://docs.snowflake.com/en/sql-reference/sql/alter-table */
    private static final List<String> NOT_WITH_IF_NOT_EXISTS = List.of("DEFAULT", "PRIMARY", "UNIQUE");

    /** One column's part of the statement. */
    @FunctionalInterface
    interface Action {
        void run(Work work, ObjectName table) throws SqlFailure, SQLException;
    }

    static Statement read(Phrase phrase) throws SqlFailure {
        ObjectName name = ObjectName.read(phrase);
        List<Action> actions = new ArrayList<>();
        if (phrase.accept("ADD")) {
            phrase.accept("COLUMN");
            for (List<Token> column : Phrase.split(phrase.rest())) {
                actions.add(add(new Phrase(column)));
            }
        } else if (phrase.accept("DROP", "COLUMN")) {
            boolean lenient = phrase.accept("IF", "EXISTS");
            for (List<Token> column : Phrase.split(phrase.rest())) {
                actions.add(drop(new Phrase(column), lenient));
            }
        } else if (phrase.accept("RENAME", "COLUMN")) {
            String from = Token.quote(phrase.name());
            phrase.expect("TO");
            String change = " RENAME COLUMN " + from + " TO " + Token.quote(phrase.name());
            actions.add((work, table) -> work.execute("ALTER TABLE " + table.sql() + change));
        } else {
            throw SqlFailure.unsupported("ALTER TABLE " + phrase.peek().text());
        }
        phrase.expectEnd();
        if (actions.isEmpty()) {
            throw SqlFailure.syntax(phrase.peek().text());
        }
        return new AlterTable(name, actions);
    }

    private static Action add(Phrase phrase) throws SqlFailure {
        boolean lenient = phrase.accept("IF", "NOT", "EXISTS");
        for (Token token : phrase.ahead()) {
            if (lenient && NOT_WITH_IF_NOT_EXISTS.stream().anyMatch(token::is)) {
                throw SqlFailure.unsupported("ADD COLUMN IF NOT EXISTS with " + token.name());
            }
        }
        ColumnDefinition column = ColumnDefinition.read(phrase);
        return (work, table) -> column.add(work, table, lenient);
    }

    private static Action drop(Phrase phrase, boolean lenient) throws SqlFailure {
        String column = Token.quote(phrase.name());
        phrase.expectEnd();
        return (work, table) ->
                work.execute("ALTER TABLE " + table.sql() + " DROP COLUMN " + (lenient ? "IF EXISTS " : "") + column);
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
        return List.of(name);
    }

    @Override
    public Result run(Work work) throws SqlFailure, SQLException {
        ObjectName table = name.in(work.schema());
        for (Action action : actions) {
            action.run(work, table);
        }
        return Result.status(type(), "Statement executed successfully.");
    }
}
