package local.snowflake.dialect;

import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DuckDB's errors as Snowflake would have put them, as far as a program could tell them apart. */
public final class DuckErrors {

    private static final List<Shape> SHAPES = List.of(
            new Shape(
                    "cannot affect the same target row more than once",
                    "100090",
                    "42P18",
                    "Duplicate row detected during DML action"),
            new Shape(
                    "Referenced (?:column|table) \"(.+?)\" not found",
                    "000904",
                    "42000",
                    "SQL compilation error:\ninvalid identifier '%s'"),
            new Shape(
                    "does not have a column named \"(.+?)\"",
                    "000904",
                    "42000",
                    "SQL compilation error:\ninvalid identifier '%s'"),
            new Shape(
                    "NOT NULL constraint failed: (\\S+)",
                    "100072",
                    "22000",
                    "NULL result in a non-nullable column: %s"),
            new Shape(
                    "(?:Table|View|Schema) with name \"?(.+?)\"? does not exist",
                    "002003",
                    "42S02",
                    "SQL compilation error:\nObject '%s' does not exist or not authorized."),
            new Shape(
                    "with name \"(.+?)\" already exists",
                    "002002",
                    "42710",
                    "SQL compilation error:\nObject '%s' already exists."),
            new Shape(
                    "syntax error at or near \"(.*?)\"",
                    "001003",
                    "42000",
                    "SQL compilation error:\nsyntax error: unexpected '%s'."),
            new Shape(
                    "invalid (?:timestamp|date) field format: \"(.*?)\"",
                    "100035",
                    "22007",
                    "Timestamp '%s' is not recognized"),
            new Shape(
                    "Could not convert string [\"'](.*?)[\"'] to",
                    "100038",
                    "22018",
                    "Numeric value '%s' is not recognized"),
            new Shape(
                    "Function with name (\\S+) does not exist",
                    "002140",
                    "42601",
                    "SQL compilation error:\nUnknown function %s"),
            new Shape("Malformed JSON (.*)", "100069", "22P02", "Error parsing JSON: %s"),
            new Shape("(Error parsing JSON: .*)", "100069", "22P02", "%s"),
            new Shape(
                    "A (?:text|VARIANT) is needed, (.*)",
                    "001044",
                    "42P13",
                    "SQL compilation error:\nInvalid argument types: %s"),
            new Shape("INTERRUPT", "000604", "57014", "SQL execution canceled"),
            new Shape("^(?:Binder|Catalog|Parser) Error: (.*)", "001007", "22023", "SQL compilation error:\n%s"));

    private DuckErrors() {}

    /** The failure that stands for an error of DuckDB; the first line of an unknown one is kept. */
    public static SqlFailure translate(SQLException error) {
        String message = String.valueOf(error.getMessage());
        for (Shape shape : SHAPES) {
            Matcher matcher = Pattern.compile(shape.pattern).matcher(message);
            if (matcher.find()) {
                String detail = matcher.groupCount() > 0 ? matcher.group(1) : "";
                return new SqlFailure(shape.code, shape.sqlState, shape.message.replace("%s", detail));
            }
        }
        return new SqlFailure(
                "000603",
                "XX000",
                "SQL execution error: " + message.lines().findFirst().orElse(""));
    }

    private record Shape(String pattern, String code, String sqlState, String message) {}
}
