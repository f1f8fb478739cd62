package infra;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template of {@code infra/} with its parameters given, as far as CloudFormation resolves it before it makes anything: the
 * functions that the templates use, conditions, and the names that resources will have. A function it does not know fails.
 * Immutable.
 */
public final class Template {
    /** The account and the region that a resolved template is in. */
    public static final String ACCOUNT = "123456789012";

    public static final String REGION = "eu-central-1";

    /** What {@code AWS::NoValue} stands for while values are resolved: the key or item it stands at is left out. */
    private static final Object NO_VALUE = new Object();

    private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Za-z0-9:.]+)}");

    private final Map<String, Object> text;
    private final Map<String, String> parameters;

    private Template(Map<String, Object> text, Map<String, String> parameters) {
        this.text = text;
        this.parameters = parameters;
    }

    /**
     * Reads a template.
     *
     * @param name its file in {@code infra/}
     * @param given values of parameters; the others have their defaults
     */
    public static Template of(String name, String stack, Map<String, String> given) throws IOException {
        Map<String, Object> text = TemplateText.read(Path.of("infra", name));
        Map<String, String> parameters = new LinkedHashMap<>(Map.of(
                "AWS::AccountId", ACCOUNT,
                "AWS::Partition", "aws",
                "AWS::Region", REGION,
                "AWS::StackName", stack,
                "AWS::URLSuffix", "amazonaws.com"));
        section(text, "Parameters").forEach((key, parameter) -> {
            Object value =
                    given.containsKey(key) ? given.get(key) : map(parameter).get("Default");
            if (value == null) {
                throw new IllegalArgumentException(name + " needs the parameter " + key);
            }
            parameters.put(key, (String) value);
        });
        if (!parameters.keySet().containsAll(given.keySet())) {
            throw new IllegalArgumentException(name + " has not all parameters of " + given.keySet());
        }
        return new Template(text, parameters);
    }

    /** The value of a parameter, by default or as it was given. */
    public String parameter(String name) {
        return parameters.get(name);
    }

    /** The resources that are made, by their logical ids. */
    public Map<String, Resource> resources() {
        Map<String, Resource> resources = new LinkedHashMap<>();
        section(text, "Resources").keySet().forEach(id -> resource(id).ifPresent(made -> resources.put(id, made)));
        return resources;
    }

    /** The outputs. */
    public Map<String, String> outputs() {
        Map<String, String> outputs = new LinkedHashMap<>();
        section(text, "Outputs")
                .forEach((key, output) ->
                        outputs.put(key, (String) resolved(map(output).get("Value"))));
        return outputs;
    }

    private Optional<Resource> resource(String id) {
        Map<String, Object> written = map(section(text, "Resources").get(id));
        if (written.containsKey("Condition") && !isTrue((String) written.get("Condition"))) {
            return Optional.empty();
        }
        return Optional.of(new Resource(
                (String) written.get("Type"),
                (String) written.getOrDefault("DeletionPolicy", "Delete"),
                (String) written.getOrDefault("UpdateReplacePolicy", "Delete"),
                map(resolved(written.getOrDefault("Properties", Map.of())))));
    }

    private boolean isTrue(String condition) {
        return isTrue(section(text, "Conditions").get(condition));
    }

    private boolean isTrue(Object condition) {
        Map.Entry<String, Object> function =
                map(condition).entrySet().iterator().next();
        Object argument = function.getValue();
        return switch (function.getKey()) {
            case "Condition" -> isTrue((String) argument);
            case "Fn::Equals" ->
                resolved(list(argument).get(0)).equals(resolved(list(argument).get(1)));
            case "Fn::Not" -> !isTrue(list(argument).get(0));
            case "Fn::And" -> list(argument).stream().allMatch(this::isTrue);
            case "Fn::Or" -> list(argument).stream().anyMatch(this::isTrue);
            default -> throw new IllegalArgumentException("unknown here: " + function.getKey());
        };
    }

    private Object resolved(Object value) {
        if (value instanceof List<?> items) {
            List<Object> list = new ArrayList<>();
            items.stream().map(this::resolved).filter(item -> item != NO_VALUE).forEach(list::add);
            return list;
        }
        if (!(value instanceof Map<?, ?>)) {
            return value;
        }
        Map<String, Object> written = map(value);
        String first = written.isEmpty() ? "" : written.keySet().iterator().next();
        if (first.equals("Ref") || first.startsWith("Fn::")) {
            return called(first, written.get(first));
        }
        Map<String, Object> map = new LinkedHashMap<>();
        written.forEach((key, item) -> {
            Object here = resolved(item);
            if (here != NO_VALUE) {
                map.put(key, here);
            }
        });
        return map;
    }

    private Object called(String function, Object argument) {
        return switch (function) {
            case "Ref" -> argument.equals("AWS::NoValue") ? NO_VALUE : named((String) argument);
            case "Fn::GetAtt" -> named((String) argument);
            case "Fn::If" ->
                resolved(list(argument).get(isTrue((String) list(argument).get(0)) ? 1 : 2));
            case "Fn::Sub" ->
                argument instanceof String pattern
                        ? filled(pattern, Map.of())
                        : filled(
                                (String) list(argument).get(0),
                                map(resolved(list(argument).get(1))));
            default -> throw new IllegalArgumentException("unknown here: " + function);
        };
    }

    private String filled(String pattern, Map<String, Object> own) {
        Matcher place = PLACE.matcher(pattern);
        return place.replaceAll(found -> Matcher.quoteReplacement(
                own.containsKey(found.group(1)) ? (String) own.get(found.group(1)) : named(found.group(1))));
    }

    /** A parameter, a resource's {@code Ref}, or one of its attributes, {@code Queue.Arn}. */
    private String named(String name) {
        if (parameters.containsKey(name)) {
            return parameters.get(name);
        }
        String id = name.split("\\.", 2)[0];
        if (!section(text, "Resources").containsKey(id)) {
            throw new IllegalArgumentException("there is no " + name);
        }
        Resource resource =
                resource(id).orElseThrow(() -> new IllegalStateException(name + " is named but not made: " + id));
        return name.equals(id) ? resource.ref(id) : resource.attribute(id, name.split("\\.", 2)[1]);
    }

    private static Map<String, Object> section(Map<String, Object> text, String name) {
        return map(text.getOrDefault(name, Map.of()));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) {
        return (List<Object>) value;
    }
}
