package routes.snowflake;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import routes.batch.BatchId;

/**
 * Fills the few places of a script where SQL takes no bind variable: {@code ${batch_id}} in a stage path,
 * {@code ${files}} in COPY. Every value must have the form that its name calls for, so none can end a string, leave a
 * path or start another statement.
 */
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z0-9_]+)}");
    private static final String OBJECT = "([a-z][a-z0-9_]{0,39}/)?[0-9]{6}";
    private static final String BATCH = "\\d{8}T\\d{6}Z-[0-9a-f]{6}";
    private static final String DATE = "year=\\d{4}/month=\\d{2}/day=\\d{2}";
    private static final String FEED = "[a-z][a-z0-9_]{0,39}";
    private static final String IDENTIFIER = "[A-Za-z_][A-Za-z0-9_]{0,254}";
    private static final String NAME = "[0-9]{6}\\.csv(\\.(gz|zst|bz2))?";

    /**
     * What a value may look like, by the name of its place. Lists repeat possessively: otherwise the matcher takes a
     * stack frame for each item, and thousands of them overflow the stack.
     */
    private static final Map<String, Pattern> FORMS = Map.ofEntries(
            form("pipeline", "[a-z][a-z0-9_]{0,39}"),
            form("feed", FEED),
            form("folder", "processing/" + BATCH + "/" + FEED + "|processed/raw/" + FEED + "/" + DATE + "/" + BATCH),
            form("bucket", "[a-z0-9][a-z0-9-]{1,61}[a-z0-9]"),
            form("database", IDENTIFIER),
            form("warehouse", IDENTIFIER),
            form("storage_integration", IDENTIFIER),
            form("loader_role", IDENTIFIER),
            form("analyst_role", IDENTIFIER),
            form("loader_user", IDENTIFIER),
            form("storage_role_arn", "arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]{1,512}"),
            form("public_key", "[A-Za-z0-9+/]{100,4000}={0,2}"),
            form("date", DATE),
            form("transaction", "[0-9]{1,19}"),
            form("attempt", "[0-9a-f]{12}"),
            form("files", "'" + NAME + "'(, '" + NAME + "')*+"),
            form("pattern", "\\(\\.\\*/\\)\\?\\((_manifest|" + OBJECT + "(\\|" + OBJECT + ")*+)\\)\\[\\.]\\.\\*"));

    private Template() {}

    private static Map.Entry<String, Pattern> form(String place, String pattern) {
        return Map.entry(place, Pattern.compile(pattern));
    }

    /**
     * The script with every place filled.
     *
     * @throws IllegalArgumentException if a value is missing or has another form
     */
    static String fill(String script, Map<String, Object> values) {
        return PLACE.matcher(script)
                .replaceAll(place -> Matcher.quoteReplacement(value(place.group(1), values.get(place.group(1)))));
    }

    private static String value(String name, Object value) {
        String text = value == null ? "" : value.toString();
        boolean fits = name.equals("batch_id")
                ? BatchId.matches(text)
                : FORMS.containsKey(name) && FORMS.get(name).matcher(text).matches();
        if (!fits) {
            throw new IllegalArgumentException("no value of the right form for ${" + name + "} in an SQL script");
        }
        return text;
    }
}
