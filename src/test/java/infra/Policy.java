package infra;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What policies allow, by IAM's rules for policies of identities, as far as those of the templates go. Immutable. */
public final class Policy {
    private final List<Map<String, Object>> statements;

    private Policy(List<Map<String, Object>> statements) {
        this.statements = statements;
    }

    /** One action on one resource, as a policy may allow it. */
    public record Permission(String action, String resource) {}

    /** The document of a policy. */
    public static Policy of(Object document) {
        return new Policy(Template.list(Template.map(document).get("Statement")).stream()
                .map(Template::map)
                .toList());
    }

    /** The inline policies of a role. */
    public static Policy inline(Resource role) {
        return all(Template.list(role.property("Policies")).stream()
                .map(policy -> of(Template.map(policy).get("PolicyDocument")))
                .toList());
    }

    /** What any of these allows. */
    public static Policy all(Collection<Policy> policies) {
        List<Map<String, Object>> statements = new ArrayList<>();
        policies.forEach(policy -> statements.addAll(policy.statements));
        return new Policy(statements);
    }

    /** Whether an action is allowed, with these keys in the request's context. */
    public boolean allows(String action, String resource, Map<String, String> context) {
        return statements.stream()
                .filter(statement -> statement.get("Effect").equals("Allow"))
                .filter(statement -> texts(statement.get("Action")).contains(action))
                .filter(statement ->
                        texts(statement.get("Resource")).stream().anyMatch(pattern -> isLike(resource, pattern)))
                .anyMatch(statement -> holds(statement.get("Condition"), context));
    }

    /** Every action on every resource that is allowed, under whatever condition. */
    public Set<Permission> permissions() {
        Set<Permission> permissions = new LinkedHashSet<>();
        for (Map<String, Object> statement : statements) {
            if (statement.get("Effect").equals("Allow")) {
                for (String action : texts(statement.get("Action"))) {
                    texts(statement.get("Resource"))
                            .forEach(resource -> permissions.add(new Permission(action, resource)));
                }
            }
        }
        return permissions;
    }

    Set<String> actions() {
        return permissions().stream().map(Permission::action).collect(Collectors.toSet());
    }

    List<Map<String, Object>> statements() {
        return statements;
    }

    private static boolean holds(Object condition, Map<String, String> context) {
        return condition == null
                || Template.map(condition).entrySet().stream()
                        .allMatch(operator -> Template.map(operator.getValue()).entrySet().stream()
                                .allMatch(
                                        key -> holds(operator.getKey(), texts(key.getValue()), key.getKey(), context)));
    }

    private static boolean holds(String operator, List<String> values, String key, Map<String, String> context) {
        String given = context.get(key);
        return switch (operator) {
            case "StringEquals" -> given != null && values.contains(given);
            case "StringLikeIfExists" -> given == null || values.stream().anyMatch(value -> isLike(given, value));
            default -> throw new IllegalArgumentException("unknown here: " + operator);
        };
    }

    /** Whether a text is like a pattern, in which {@code *} stands for anything. */
    public static boolean isLike(String text, String pattern) {
        return Pattern.compile(
                        Arrays.stream(pattern.split("\\*", -1))
                                .map(Pattern::quote)
                                .collect(Collectors.joining(".*")),
                        Pattern.DOTALL)
                .matcher(text)
                .matches();
    }

    static List<String> texts(Object value) {
        return value instanceof String text
                ? List.of(text)
                : Template.list(value).stream().map(String.class::cast).toList();
    }
}
