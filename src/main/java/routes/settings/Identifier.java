package routes.settings;

import java.util.regex.Pattern;

/** Names of Snowflake objects that stand in SQL without quotes, https://docs.snowflake.com/en/sql-reference/identifiers-syntax. */
final class Identifier {
    private static final Pattern FORM = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");

    private Identifier() {}

    /** Refuses what would have to be quoted. */
    static void check(String key, String value) {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(key + " is '" + value
                    + "': expected a name of letters, digits and underscores, 255 at most, no digit first");
        }
    }
}
