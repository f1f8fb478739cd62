package routes;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;
import routes.settings.Settings;

/** The properties that Camel resolves placeholders with, so that routes and settings never disagree. */
final class CamelProperties implements Settings.Properties {
    private static final String CAMELS_OWN = "camel.";
    /** A feed may be declared by system properties alone; other keys there belong to anybody. */
    private static final String FEED = "feed.";

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

    @Override
    public Optional<String> value(String key) {
        return properties.resolveProperty(key);
    }
}
