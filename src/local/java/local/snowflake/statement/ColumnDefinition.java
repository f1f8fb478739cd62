package local.snowflake.statement;

import java.sql.SQLException;
import java.util.List;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Phrase;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;
import local.snowflake.dialect.Types;

/**
 * A column as CREATE TABLE and ALTER TABLE describe it. Keys are read and not enforced, as on Snowflake.
 *
 * @param type as DuckDB names it
 * @param initial the literal of DEFAULT, as DuckDB reads it, or null
 * @param comment null where there is none
 */
record ColumnDefinition(String name, String type, boolean required, String initial, String comment) {

    private static final List<Token.Kind> LITERALS = List.of(Token.Kind.STRING, Token.Kind.NUMBER, Token.Kind.WORD);

    static ColumnDefinition read(Phrase phrase) throws SqlFailure {
        String name = phrase.name();
        String type = Types.read(phrase);
        boolean required = false;
        String initial = null;
        String comment = null;
        while (!phrase.isAtEnd()) {
            if (phrase.accept("NOT", "NULL")) {
                required = true;
            } else if (phrase.accept("COMMENT")) {
                comment = phrase.string();
            } else if (phrase.accept("DEFAULT")) {
                Token value = phrase.next();
                if (phrase.peek().is("(") || !LITERALS.contains(value.kind())) {
                    throw SqlFailure.unsupported("DEFAULT with anything but a literal");
                }
                initial = value.sql();
            } else if (!phrase.accept("NULL") && !phrase.accept("PRIMARY", "KEY") && !phrase.accept("UNIQUE")) {
                throw SqlFailure.unsupported("column property " + phrase.peek().text());
            }
        }
        return new ColumnDefinition(name, type, required, initial, comment);
    }

    /** The column in a CREATE TABLE of DuckDB. */
    String sql() {
        return sqlWithoutNull() + (required ? " NOT NULL" : "");
    }

    /** Adds the column to a table that is there. */
    void add(Work work, ObjectName table, boolean lenient) throws SqlFailure, SQLException {
        String alter = "ALTER TABLE " + table.sql() + " ";
        work.execute(alter + "ADD COLUMN " + (lenient ? "IF NOT EXISTS " : "") + sqlWithoutNull());
        if (required) {
            // DuckDB cannot add a column with a constraint; rows that break it fail here.
            try (java.sql.Statement statement = work.connection().createStatement()) {
                statement.execute(alter + "ALTER COLUMN " + Token.quote(name) + " SET NOT NULL");
            }
        }
        describe(work, table);
    }

    /** Keeps the comment, if there is one. */
    void describe(Work work, ObjectName table) throws SQLException {
        if (comment != null) {
            Comment.column(table, name, comment).run(work);
        }
    }

    private String sqlWithoutNull() {
        return Token.quote(name) + " " + type + (initial == null ? "" : " DEFAULT " + initial);
    }
}
