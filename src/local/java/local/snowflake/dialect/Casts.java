package local.snowflake.dialect;

/**
 * Casts, which mean other things for a VARIANT than DuckDB's for JSON: the text of a string has no quotes, and whatever
 * becomes a VARIANT stays the value it was. Stateless.
 */
final class Casts {

    private Casts() {}

    /** {@code CAST(value AS type)}; the type is DuckDB's. */
    static String cast(String value, String type) {
        return switch (type) {
            case "VARCHAR" -> "local_text(" + value + ")";
            case "JSON" -> "local_variant(" + value + ")";
            default -> "CAST(" + value + " AS " + type + ")";
        };
    }

    /** {@code TRY_CAST(value AS type)}, which takes texts only. */
    static String tryCast(String value, String type) throws SqlFailure {
        String text = "local_only_text(" + value + ")";
        if (type.startsWith("DECIMAL") || type.equals("DOUBLE")) {
            return "TRY_CAST(local_number_text(" + value + ") AS " + type + ")";
        }
        return switch (type) {
            case "TIMESTAMP" -> "try_to_timestamp_ntz(" + value + ")";
            case "TIMESTAMPTZ" -> "try_to_timestamp_tz(" + value + ")";
            case "DATE" -> "try_to_date(" + value + ")";
            case "BOOLEAN", "TIME", "VARCHAR" -> "TRY_CAST(" + text + " AS " + type + ")";
            default -> throw SqlFailure.unsupported("TRY_CAST to " + type);
        };
    }
}
