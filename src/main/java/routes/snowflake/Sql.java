package routes.snowflake;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The SQL that is sent: a script with its rules inserted and its places filled. Immutable. */
public final class Sql {
    private static final Pattern RULES = Pattern.compile("\\$\\{rules_([a-z0-9_]+)}");
    /** A semicolon that ends a line ends a statement; setup scripts hold nothing where that would be wrong. */
    private static final Pattern END = Pattern.compile(";\\s*(\\n|$)");

    private final Scripts scripts;
    private final Rules rules;

    public Sql(Scripts scripts) {
        this.scripts = scripts;
        this.rules = new Rules(scripts);
    }

    /**
     * One statement.
     *
     * @param script its path without ending, {@code load/find_batch}
     * @param values what fills its places, by name
     * @throws IllegalArgumentException if a value is missing or has a form that is not harmless
     */
    public String statement(String script, Map<String, Object> values) {
        String text = RULES.matcher(scripts.text(script))
                .replaceAll(place -> Matcher.quoteReplacement(rules.expression(place.group(1))));
        return Template.fill(text, values);
    }

    /** The statements of a script that holds several. */
    public List<String> statements(String script, Map<String, Object> values) {
        return END.splitAsStream(statement(script, values))
                .filter(Sql::isStatement)
                .map(String::strip)
                .toList();
    }

    private static boolean isStatement(String text) {
        return text.lines().anyMatch(line -> !line.isBlank() && !line.strip().startsWith("--"));
    }

    public Scripts scripts() {
        return scripts;
    }
}
