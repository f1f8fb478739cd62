package routes.snowflake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The SQL that is sent: a script with its rules inserted and its places filled. Immutable.
 *
 * <p>A statement of a batch leaves its header behind and carries the script's name as its last line, a comment, so that
 * Snowflake's query history tells the steps apart. Not as its first: Snowflake drops comments before a statement.
 */
public final class Sql {
    private static final Pattern RULES = Pattern.compile("\\$\\{(failed_rule|broken_rules)_([a-z0-9_]+)}");
    /** A semicolon that ends a line ends a statement; setup scripts hold nothing where that would be wrong. */
    private static final Pattern END = Pattern.compile(";\\s*(\\n|$)");

    private static final String COMMENT = "--";
    /** The last line of what {@link #statement} makes. */
    private static final Pattern NAME = Pattern.compile("\\n-- ([^\\s]+)\\z");

    private final Scripts scripts;
    private final Rules rules;

    public Sql(Scripts scripts) {
        this.scripts = scripts;
        this.rules = new Rules(scripts);
    }

    /**
     * One statement, named.
     *
     * @param script its path without ending, {@code load/find_batch}
     * @param values what fills its places, by name
     * @throws IllegalArgumentException if a value is missing or has a form that is not harmless
     */
    public String statement(String script, Map<String, Object> values) {
        String body = filled(script, values)
                .lines()
                .dropWhile(line -> line.isBlank() || line.strip().startsWith(COMMENT))
                .collect(Collectors.joining("\n"))
                .stripTrailing();
        // A comment behind a semicolon would be a second statement, and an empty one.
        return (body.endsWith(";") ? body.substring(0, body.length() - 1) : body) + "\n" + COMMENT + " " + script;
    }

    /** The script that a text comes from, if {@link #statement} made it. */
    static Optional<String> script(String text) {
        Matcher name = NAME.matcher(text);
        return name.find() ? Optional.of(name.group(1)) : Optional.empty();
    }

    private String filled(String script, Map<String, Object> values) {
        String text = RULES.matcher(scripts.text(script))
                .replaceAll(place -> Matcher.quoteReplacement(
                        place.group(1).equals("failed_rule")
                                ? rules.failed(place.group(2))
                                : rules.broken(place.group(2))));
        return Template.fill(text, values);
    }

    /** The rules of a feed with their severities, as JSON to be bound. */
    public String rules(String feed) {
        return rules.json(feed);
    }

    /** The statements of a script that holds several. */
    public List<String> statements(String script, Map<String, Object> values) {
        return END.splitAsStream(filled(script, values))
                .filter(Sql::isStatement)
                .map(String::strip)
                .toList();
    }

    private static boolean isStatement(String text) {
        return text.lines().anyMatch(line -> !line.isBlank() && !line.strip().startsWith(COMMENT));
    }

    /** Which SQL this is: the digest of all scripts. */
    public String version() {
        return scripts.version();
    }

    public Scripts scripts() {
        return scripts;
    }
}
