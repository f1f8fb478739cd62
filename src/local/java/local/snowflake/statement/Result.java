package local.snowflake.statement;

import java.util.List;

/** What a statement answers: cells as texts in the form of the wire protocol, null for NULL. */
public record Result(StatementType type, List<Column> columns, List<List<String>> rows) {

    /** The one row, one column answer of statements that return nothing. */
    public static Result status(StatementType type, String text) {
        return new Result(type, List.of(Column.text("status")), List.of(List.of(text)));
    }

    /** The one number of a statement that changes rows. */
    public static Result count(StatementType type, String column, long rows) {
        return new Result(type, List.of(Column.fixed(column)), List.of(List.of(Long.toString(rows))));
    }
}
