package local.snowflake.statement;

import java.util.ArrayList;
import java.util.List;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Phrase;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;

/** DESCRIBE of a table or a view. */
record Description(ObjectName name) implements Statement {

    static Statement read(Phrase phrase) throws SqlFailure {
        if (!phrase.accept("TABLE") && !phrase.accept("VIEW")) {
            throw SqlFailure.unsupported("DESCRIBE " + phrase.peek().text());
        }
        ObjectName name = ObjectName.read(phrase);
        phrase.expectEnd();
        return new Description(name);
    }

    @Override
    public StatementType type() {
        return StatementType.DESCRIBE;
    }

    @Override
    public Effect effect() {
        return Effect.READ;
    }

    @Override
    public Result run(Work work) throws SqlFailure {
        ObjectName table = name.in(work.schema());
        Result columns = work.describe(StatementType.SELECT, "SELECT * FROM " + table.sql());
        List<List<String>> nullable = work.query(
                        type(),
                        "select \"IS_NULLABLE\" from memory.main.information_schema_columns where \"TABLE_SCHEMA\" = "
                                + Token.literal(table.schema()) + " and \"TABLE_NAME\" = " + Token.literal(table.name())
                                + " order by \"ORDINAL_POSITION\"")
                .rows();
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < columns.columns().size(); i++) {
            Column column = columns.columns().get(i);
            String isNullable = nullable.get(i).get(0).equals("YES") ? "Y" : "N";
            rows.add(List.of(column.name(), type(column), "COLUMN", isNullable));
        }
        List<Column> titles =
                List.of(Column.text("name"), Column.text("type"), Column.text("kind"), Column.text("null?"));
        return new Result(type(), titles, rows);
    }

    private static String type(Column column) {
        return switch (column.type()) {
            case "FIXED" -> "NUMBER(" + column.precision() + "," + column.scale() + ")";
            case "TEXT" -> "VARCHAR(" + Column.MAX_LENGTH + ")";
            case "TIMESTAMP_NTZ", "TIMESTAMP_LTZ" -> column.type() + "(9)";
            case "REAL" -> "FLOAT";
            default -> column.type();
        };
    }
}
