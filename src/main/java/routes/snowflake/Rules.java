package routes.snowflake;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import routes.settings.SettingsException;

/**
 * The quality rules of a feed, {@code sql/rules/<feed>/<rule>.sql}: each a predicate over the typed row. A row is
 * rejected under the first rule, in the order of names, that is not true for it.
 */
final class Rules {
    /** A rule's file name ends up as a string in SQL and in paths shown to people. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,79}");

    private final Scripts scripts;

    Rules(Scripts scripts) {
        this.scripts = scripts;
    }

    /** An expression that is the name of the rule a row fails, or null. */
    String expression(String feed) {
        String folder = "rules/" + feed;
        List<String> rules = scripts.in(folder);
        if (rules.isEmpty()) {
            return "cast(null as varchar)";
        }
        return rules.stream()
                .map(rule -> condition(rule, rule.substring(folder.length() + 1)))
                .collect(Collectors.joining("\n", "case\n", "\nend"));
    }

    private String condition(String script, String rule) {
        if (!NAME.matcher(rule).matches()) {
            throw new SettingsException("The rule file sql/" + script + ".sql has a name that cannot be a rule's:"
                    + " expected lower-case letters, digits and underscores.");
        }
        // The line break ends a comment on the predicate's last line.
        return "when not coalesce((\n" + scripts.text(script) + "\n), false) then '" + rule + "'";
    }
}
