package routes.settings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.util.TimeUtils;

/**
 * Fills a settings record from properties: the component {@code lockTimeout} of the section {@code snowflake} is the
 * key {@code snowflake.lock-timeout}. An {@link Optional} component may be missing, every other one must be set.
 */
final class Binder {
    private static final String NAME = "name";
    private static final Map<Class<?>, Function<String, Object>> READERS = Map.of(
            String.class, text -> text,
            int.class, Binder::number,
            Integer.class, Binder::number,
            boolean.class, Binder::truth,
            Boolean.class, Binder::truth,
            Path.class, Path::of,
            Duration.class, Binder::duration,
            ByteSize.class, ByteSize::parse,
            Percent.class, Percent::parse,
            List.class, Binder::list);

    private final Function<String, Optional<String>> lookup;

    /**
     * Creates it.
     *
     * @param lookup the value of a key, empty if it is not set
     */
    Binder(Function<String, Optional<String>> lookup) {
        this.lookup = lookup;
    }

    /** The keys that a section's record stands for. A component {@code name} is told by the section's own name. */
    static Stream<String> keys(String section, Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> !component.getName().equals(NAME))
                .map(component -> key(section, component));
    }

    /**
     * Reads one section.
     *
     * @throws SettingsException if a key is missing or its value cannot be read, naming it
     */
    <T extends Record> T bind(String section, Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> component.getName().equals(NAME)
                        ? section.substring(section.lastIndexOf('.') + 1)
                        : value(key(section, component), component))
                .toArray();
        try {
            return type.getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(values);
        } catch (InvocationTargetException e) {
            throw new SettingsException(
                    "Section " + section + ": " + e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " is no settings record", e);
        }
    }

    /**
     * All that keeps a section from being read: each component that cannot be, or else what the section says as a whole.
     */
    List<String> problems(String section, Class<? extends Record> type) {
        List<String> problems = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (!component.getName().equals(NAME)) {
                try {
                    value(key(section, component), component);
                } catch (SettingsException e) {
                    problems.add(e.getMessage());
                }
            }
        }
        if (problems.isEmpty()) {
            try {
                bind(section, type);
            } catch (SettingsException e) {
                problems.add(e.getMessage());
            }
        }
        return problems;
    }

    private Object value(String key, RecordComponent component) {
        Optional<String> text = lookup.apply(key).map(set -> trimmed(key, set)).filter(set -> !set.isEmpty());
        if (component.getType() == Optional.class) {
            return text.map(set -> read(key, set, argument(component.getGenericType())));
        }
        return text.map(set -> read(key, set, component.getType()))
                .orElseThrow(() -> new SettingsException("Property " + key
                        + " is not set: set it in config/application.properties or"
                        + " /etc/snowline/application.properties, or as the environment variable "
                        + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_") + "."));
    }

    /** A tab or the like was meant to say something, and is not taken for no value as spaces are. */
    private static String trimmed(String key, String text) {
        String trimmed = text.trim();
        if (trimmed.isEmpty() && text.chars().anyMatch(character -> character != ' ')) {
            throw new SettingsException("Property " + key + " holds control characters alone: expected a value, or"
                    + " nothing. For a delimiter, write the word tab.");
        }
        return trimmed;
    }

    private static Object read(String key, String text, Class<?> type) {
        Function<String, Object> reader = type.isEnum() ? name -> constant(type, name) : READERS.get(type);
        if (reader == null) {
            throw new IllegalStateException("no reader for " + type);
        }
        try {
            return reader.apply(text);
        } catch (RuntimeException e) {
            throw new SettingsException(
                    "Property " + key + " is '" + text + "', which cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static String key(String section, RecordComponent component) {
        return section + "." + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Class<?> argument(Type optional) {
        Type argument = ((ParameterizedType) optional).getActualTypeArguments()[0];
        return (Class<?>) (argument instanceof ParameterizedType list ? list.getRawType() : argument);
    }

    private static Object number(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a whole number up to " + Integer.MAX_VALUE, e);
        }
    }

    private static Object truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    private static Object constant(Class<?> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.toString().equals(text))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Object::toString)
                                .collect(Collectors.joining(", "))));
    }

    private static Object duration(String text) {
        if (!text.matches("(\\d{1,9}(ms|s|m|h|d))+")) {
            throw new IllegalArgumentException("expected a time with its unit of ms, s, m, h or d, such as 10s");
        }
        return TimeUtils.toDuration(text);
    }

    private static Object list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
