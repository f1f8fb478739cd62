package routes.snowflake;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import routes.settings.SettingsException;

/**
 * The quality rules of a feed, {@code sql/rules/<feed>/<rule>.sql}: each a predicate over the typed row under a header
 * that says what it is for. A row is rejected under the first rule of severity {@code reject}, in the order of names,
 * that is not true for it; a rule of severity {@code warn} is only counted. Without a header a rule rejects.
 */
final class Rules {
    /** A rule's file name ends up as a string in SQL and in paths shown to people. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,79}");

    private static final Pattern HEADER = Pattern.compile("^-- *([a-z]+): *(.+?) *$", Pattern.MULTILINE);
    /** What a line that COPY cannot split breaks; counted beside the rules. */
    private static final Rule UNPARSABLE =
            new Rule("unparsable", Severity.REJECT, "the line can be split into columns", null, null);
    /** What a row breaks that passes the rules and that its mart cannot keep; counted beside them as well. */
    private static final Rule INCOMPLETE =
            new Rule("incomplete", Severity.REJECT, "the columns that the mart needs are there", null, null);

    private static final Set<String> RESERVED = Set.of(UNPARSABLE.rule(), INCOMPLETE.rule());

    private final Scripts scripts;

    Rules(Scripts scripts) {
        this.scripts = scripts;
    }

    /** What a row that breaks a rule comes to. */
    enum Severity {
        REJECT,
        WARN
    }

    /**
     * A rule.
     *
     * @param rule its name
     * @param predicate true for a good row
     */
    private record Rule(String rule, Severity severity, String description, String owner, String predicate) {
        String holds() {
            // The line break ends a comment on the predicate's last line.
            return "coalesce((\n" + predicate + "\n), false)";
        }

        Told told() {
            return new Told(rule, severity.name().toLowerCase(Locale.ROOT), description, owner);
        }
    }

    /** A rule as {@code control.batch_quality} has it. */
    private record Told(String rule, String severity, String description, String owner) {}

    /** An expression that is the name of the first rule that rejects a row, or null. */
    String failed(String feed) {
        List<Rule> rejecting = of(feed).stream()
                .filter(rule -> rule.severity() == Severity.REJECT)
                .toList();
        return rejecting.isEmpty()
                ? "cast(null as varchar)"
                : rejecting.stream()
                        .map(rule -> "when not " + rule.holds() + " then '" + rule.rule() + "'")
                        .collect(Collectors.joining("\n", "case\n", "\nend"));
    }

    /** An expression that is the array of the names of all rules that a row breaks, or null if it breaks none. */
    String broken(String feed) {
        List<Rule> rules = of(feed);
        return rules.isEmpty()
                ? "cast(null as variant)"
                : rules.stream().map(Rule::holds).collect(Collectors.joining("\nand ", "case when not (", ")"))
                        + rules.stream()
                                .map(rule -> "iff(" + rule.holds() + ", null, '" + rule.rule() + "')")
                                .collect(Collectors.joining(",\n", "\nthen array_construct_compact(", ")\nend"));
    }

    /** The rules of a feed as JSON, to be bound. */
    String json(String feed) {
        List<Rule> rules = of(feed);
        return BoundJson.of(Stream.concat(rules.stream(), Stream.of(INCOMPLETE, UNPARSABLE))
                .map(Rule::told)
                .toList());
    }

    /**
     * Reads all rules of a feed.
     *
     * @throws SettingsException naming the file, if one has no good name or severity, or no predicate
     */
    private List<Rule> of(String feed) {
        String folder = "rules/" + feed;
        return scripts.in(folder).stream()
                .map(script -> read(script, script.substring(folder.length() + 1)))
                .toList();
    }

    private Rule read(String script, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new SettingsException("The rule file sql/" + script + ".sql has a name that cannot be a rule's:"
                    + " expected lower-case letters, digits and underscores.");
        }
        if (RESERVED.contains(name)) {
            throw new SettingsException("The rule file sql/" + script
                    + ".sql has a name that says what the loader itself" + " rejects: rename it.");
        }
        String text = scripts.text(script);
        return new Rule(
                name,
                severity(script, header(text, "severity")),
                header(text, "rule"),
                header(text, "owner"),
                predicate(script, text));
    }

    /** The text with its comments, but without a semicolon at its end, which would end more than the predicate. */
    private static String predicate(String script, String text) {
        String predicate = text.stripTrailing();
        if (predicate.endsWith(";")) {
            predicate = predicate.substring(0, predicate.length() - 1);
        }
        if (predicate.lines().allMatch(line -> line.isBlank() || line.strip().startsWith("--"))) {
            throw new SettingsException("The rule file sql/" + script + ".sql holds no predicate: expected an"
                    + " expression that is true for a good row, such as amount > 0, below its header.");
        }
        return predicate;
    }

    private static Severity severity(String script, String text) {
        if (text == null) {
            return Severity.REJECT;
        }
        for (Severity severity : Severity.values()) {
            if (severity.name().toLowerCase(Locale.ROOT).equals(text)) {
                return severity;
            }
        }
        throw new SettingsException("The rule file sql/" + script + ".sql says '-- severity: " + text
                + "': expected a line '-- severity: reject' or '-- severity: warn'.");
    }

    private static String header(String text, String key) {
        Matcher header = HEADER.matcher(text);
        while (header.find()) {
            if (header.group(1).equals(key)) {
                return header.group(2);
            }
        }
        return null;
    }
}
