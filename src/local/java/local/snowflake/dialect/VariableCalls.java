package local.snowflake.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import local.snowflake.dialect.Token.Kind;

/** Functions of any number of arguments, whose NULL rule or result DuckDB's namesakes do not share. Stateless. */
final class VariableCalls {

    private VariableCalls() {}

    /** The call for DuckDB; null for functions that are none of these. */
    static String call(String name, List<List<Token>> arguments, List<String> values) throws SqlFailure {
        return switch (name) {
            case "GREATEST", "LEAST" -> unlessNull(some(values), name + "(" + String.join(", ", values) + ")");
            case "CONCAT" ->
                some(values).stream().map(VariableCalls::text).collect(Collectors.joining(" || ", "(", ")"));
            case "CONCAT_WS" -> unlessNull(some(values), "concat_ws(" + String.join(", ", values) + ")");
            case "ARRAY_CONSTRUCT" -> "json_array(" + String.join(", ", values) + ")";
            case "ARRAY_CONSTRUCT_COMPACT" -> "array_compact(json_array(" + String.join(", ", values) + "))";
            case "OBJECT_CONSTRUCT" -> object(values);
            case "OBJECT_CONSTRUCT_KEEP_NULL" -> {
                pairs(values);
                yield "json_object(" + String.join(", ", values) + ")";
            }
            case "GET", "GET_PATH" -> path(name, arguments, values);
            default -> null;
        };
    }

    private static List<String> some(List<String> values) throws SqlFailure {
        if (values.isEmpty()) {
            throw SqlFailure.syntax(")");
        }
        return values;
    }

    private static String text(String value) {
        return "local_text(" + value + ")";
    }

    private static String unlessNull(List<String> values, String call) {
        String missing = values.stream().map(value -> "(" + value + ") IS NULL").collect(Collectors.joining(" OR "));
        return "(CASE WHEN " + missing + " THEN NULL ELSE " + call + " END)";
    }

    /** A pair whose value is NULL is left out. */
    private static String object(List<String> values) throws SqlFailure {
        pairs(values);
        List<String> members = new ArrayList<>();
        for (int i = 0; i < values.size(); i += 2) {
            members.add("to_json(" + values.get(i) + "::VARCHAR)::VARCHAR || ':' || to_json(" + values.get(i + 1)
                    + ")::VARCHAR");
        }
        String inside = members.isEmpty() ? "''" : "concat_ws(',', " + String.join(", ", members) + ")";
        return "CAST('{' || " + inside + " || '}' AS JSON)";
    }

    private static void pairs(List<String> values) throws SqlFailure {
        if (values.size() % 2 != 0) {
            throw SqlFailure.syntax(")");
        }
    }

    private static String path(String name, List<List<Token>> arguments, List<String> values) throws SqlFailure {
        boolean literal = arguments.size() == 2 && arguments.get(1).size() == 1;
        Token key = literal ? arguments.get(1).get(0) : Token.raw("");
        if (key.kind() == Kind.STRING) {
            String path = name.equals("GET") ? VariantPaths.single(key.text()) : VariantPaths.parse(key.text());
            return VariantPaths.function(path) + "(local_json(" + values.get(0) + "), " + Token.literal(path) + ")";
        }
        if (name.equals("GET") && key.kind() == Kind.NUMBER && key.text().matches("\\d{1,9}")) {
            return "local_element(local_json(" + values.get(0) + "), '$[" + key.text() + "]')";
        }
        throw SqlFailure.unsupported(name + " with anything but a literal path");
    }
}
