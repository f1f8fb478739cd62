package routes.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/** Properties of a test. */
record InMemoryProperties(Map<String, String> values) implements Settings.Properties {

    /** What the jar ships, and the few properties that everybody must set. */
    static InMemoryProperties complete() {
        Map<String, String> values = new TreeMap<>(shipped());
        values.keySet().removeIf(key -> key.startsWith("camel."));
        values.put("bucket", "lake");
        values.put("snowflake.url", "jdbc:snowflake://local/");
        values.put("snowflake.user", "LOADER");
        values.put("snowflake.private-key-file", "/keys/loader.p8");
        return new InMemoryProperties(values);
    }

    static Map<String, String> shipped() {
        Properties file = new Properties();
        try (InputStream in = InMemoryProperties.class.getResourceAsStream("/application.properties")) {
            file.load(new java.io.InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> values = new TreeMap<>();
        file.stringPropertyNames().forEach(key -> values.put(key, file.getProperty(key)));
        return values;
    }

    InMemoryProperties with(String key, String value) {
        Map<String, String> changed = new TreeMap<>(values);
        changed.put(key, value);
        return new InMemoryProperties(changed);
    }

    InMemoryProperties without(String prefix) {
        Map<String, String> changed = new TreeMap<>(values);
        changed.keySet().removeIf(key -> key.startsWith(prefix));
        return new InMemoryProperties(changed);
    }

    @Override
    public Set<String> keys() {
        return values.keySet();
    }

    @Override
    public Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }
}
