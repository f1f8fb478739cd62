package routes;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.util.IOHelper;
import routes.settings.Settings;
import routes.settings.SettingsException;

/** The properties that Camel resolves placeholders with, so that routes and settings never disagree. */
final class CamelProperties implements Settings.Properties {
    private static final String CAMELS_OWN = "camel.";
    /** A feed may be declared by system properties alone; other keys there belong to anybody. */
    private static final String FEED = "feed.";

    private static final String PLACEHOLDER = PropertiesComponent.PREFIX_TOKEN;

    private final PropertiesComponent properties;

    CamelProperties(CamelContext context) {
        this.properties = context.getPropertiesComponent();
    }

    @Override
    public Set<String> keys() {
        return Stream.concat(
                        properties.loadProperties().stringPropertyNames().stream(),
                        System.getProperties().stringPropertyNames().stream().filter(key -> key.startsWith(FEED)))
                .filter(key -> !key.startsWith(CAMELS_OWN))
                .collect(Collectors.toSet());
    }

    /** A regular expression is taken as it stands: Camel would read some of its backslashes as escapes and drop them. */
    @Override
    public Optional<String> value(String key) {
        Optional<String> raw =
                unresolved(key).filter(value -> value.indexOf('\\') >= 0 && !value.contains(PLACEHOLDER));
        return raw.isPresent() ? raw : resolved(key);
    }

    /** Camel passes over a value whose placeholder it cannot resolve, as if nothing were set. It may be a secret with braces. */
    private Optional<String> resolved(String key) {
        Optional<String> value = properties.resolveProperty(key);
        if (value.isEmpty()
                && unresolved(key).filter(text -> text.contains(PLACEHOLDER)).isPresent()) {
            throw new SettingsException(
                    "Property " + key + " holds {{, and what follows cannot be resolved: expected the"
                            + " name of another property, env:<NAME> or aws:<secret>#<field>, and then }}. A secret that holds {{"
                            + " itself has to come from a store of secrets.");
        }
        return value;
    }

    /** In the order in which Camel looks. What it loads holds overrides before files. */
    private Optional<String> unresolved(String key) {
        return Optional.ofNullable(System.getProperty(key))
                .or(() -> Optional.ofNullable(IOHelper.lookupEnvironmentVariable(key)))
                .or(() -> Optional.ofNullable(properties.loadProperties().getProperty(key)));
    }
}
