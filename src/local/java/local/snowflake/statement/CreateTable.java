package local.snowflake.statement;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Phrase;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;
import local.snowflake.dialect.Types;
import local.snowflake.storage.Database;

/** CREATE TABLE, with columns or AS a query. Keys are read and not enforced, as on Snowflake. */
record CreateTable(boolean replace, boolean lenient, ObjectName name, List<String> columns, List<Token> query)
        implements Statement {

    /** Properties that change nothing a program could see here. */
    private static final Set<String> IGNORED =
            Set.of("COMMENT", "DATA_RETENTION_TIME_IN_DAYS", "CHANGE_TRACKING", "MAX_DATA_EXTENSION_TIME_IN_DAYS");

    static Statement read(Phrase phrase, boolean replace) throws SqlFailure {
        boolean lenient = phrase.accept("IF", "NOT", "EXISTS");
        ObjectName name = ObjectName.read(phrase);
        List<String> columns = new ArrayList<>();
        if (phrase.peek().is("(")) {
            for (List<Token> item : Phrase.split(phrase.parenthesised())) {
                String column = column(new Phrase(item));
                if (!column.isEmpty()) {
                    columns.add(column);
                }
            }
        }
        while (!phrase.isAtEnd() && !phrase.peek().is("AS")) {
            property(phrase);
        }
        List<Token> query = phrase.accept("AS") ? phrase.rest() : List.of();
        if (columns.isEmpty() == query.isEmpty()) {
            throw SqlFailure.unsupported("CREATE TABLE without columns or a query, or with both");
        }
        return new CreateTable(replace, lenient, name, columns, query);
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

    /** A column for DuckDB; empty for a constraint, which Snowflake would not enforce. */
    static String column(Phrase phrase) throws SqlFailure {
        if (phrase.peek().is("PRIMARY")
                || phrase.peek().is("UNIQUE")
                || phrase.peek().is("CONSTRAINT")) {
            return "";
        }
        String name = Token.quote(phrase.name());
        StringBuilder column = new StringBuilder(name).append(' ').append(Types.read(phrase));
        while (!phrase.isAtEnd()) {
            if (phrase.accept("NOT", "NULL")) {
                column.append(" NOT NULL");
            } else if (phrase.accept("COMMENT")) {
                phrase.string();
            } else if (phrase.accept("DEFAULT")) {
                Token value = phrase.next();
                if (phrase.peek().is("(")
                        || !List.of(Token.Kind.STRING, Token.Kind.NUMBER, Token.Kind.WORD)
                                .contains(value.kind())) {
                    throw SqlFailure.unsupported("DEFAULT with anything but a literal");
                }
                column.append(" DEFAULT ").append(value.sql());
            } else if (!phrase.accept("NULL") && !phrase.accept("PRIMARY", "KEY") && !phrase.accept("UNIQUE")) {
                throw SqlFailure.unsupported("column property " + phrase.peek().text());
            }
        }
        return column.toString();
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
        String body = query.isEmpty() ? " (" + String.join(", ", columns) + ")" : " AS " + work.translate(query);
        work.execute("CREATE " + (replace ? "OR REPLACE " : "") + "TABLE " + table.sql() + body);
        return Result.status(type(), "Table " + table.name() + " successfully created.");
    }
}
