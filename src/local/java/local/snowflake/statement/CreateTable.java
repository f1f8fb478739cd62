package local.snowflake.statement;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Phrase;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;
import local.snowflake.storage.Database;

/** CREATE TABLE, with columns or AS a query. */
record CreateTable(
        boolean replace,
        boolean lenient,
        ObjectName name,
        List<ColumnDefinition> columns,
        String comment,
        List<Token> query)
        implements Statement {

    /** Properties that change nothing a program could see here. */
    private static final Set<String> IGNORED =
            Set.of("DATA_RETENTION_TIME_IN_DAYS", "CHANGE_TRACKING", "MAX_DATA_EXTENSION_TIME_IN_DAYS");

    static Statement read(Phrase phrase, boolean replace) throws SqlFailure {
        boolean lenient = phrase.accept("IF", "NOT", "EXISTS");
        ObjectName name = ObjectName.read(phrase);
        List<ColumnDefinition> columns = new ArrayList<>();
        if (phrase.peek().is("(")) {
            for (List<Token> item : Phrase.split(phrase.parenthesised())) {
                if (!isConstraint(item)) {
                    columns.add(ColumnDefinition.read(new Phrase(item)));
                }
            }
        }
        String comment = null;
        while (!phrase.isAtEnd() && !phrase.peek().is("AS")) {
            if (phrase.accept("COMMENT", "=")) {
                comment = phrase.string();
            } else {
                property(phrase);
            }
        }
        List<Token> query = phrase.accept("AS") ? phrase.rest() : List.of();
        if (columns.isEmpty() == query.isEmpty()) {
            throw SqlFailure.unsupported("CREATE TABLE without columns or a query, or with both");
        }
        return new CreateTable(replace, lenient, name, columns, comment, query);
    }

    private static boolean isConstraint(List<Token> item) {
        Token first = item.isEmpty() ? Token.raw("") : item.get(0);
        return first.is("PRIMARY") || first.is("UNIQUE") || first.is("CONSTRAINT");
    }

    private static void property(Phrase phrase) throws SqlFailure {
        if (phrase.accept("CLUSTER", "BY")) {
            phrase.parenthesised();
            return;
        }
        String property = phrase.name();
        if (!IGNORED.contains(property)) {
            throw SqlFailure.unsupported("table property " + property);
        }
        phrase.expect("=");
        phrase.next();
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
        if (lenient && Database.tableExists(work.connection(), table)) {
            return Result.status(type(), table.name() + " already exists, statement succeeded.");
        }
        String body = query.isEmpty()
                ? columns.stream().map(ColumnDefinition::sql).collect(Collectors.joining(", ", " (", ")"))
                : " AS " + work.translate(query);
        work.execute("CREATE " + (replace ? "OR REPLACE " : "") + "TABLE " + table.sql() + body);
        for (ColumnDefinition column : columns) {
            column.describe(work, table);
        }
        if (comment != null) {
            Comment.table(table, comment).run(work);
        }
        return Result.status(type(), "Table " + table.name() + " successfully created.");
    }
}
