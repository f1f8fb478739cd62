package routes;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;
import routes.settings.Settings;

/** The properties that Camel resolves placeholders with, so that routes and settings never disagree. */
final class CamelProperties implements Settings.Properties {
    private static final String CAMELS_OWN = "camel.";

    private final PropertiesComponent properties;

    CamelProperties(CamelContext context) {
        this.properties = context.getPropertiesComponent();
    }

    @Override
    public Set<String> keys() {
        return properties.loadProperties().stringPropertyNames().stream()
                .filter(key -> !key.startsWith(CAMELS_OWN))
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<String> value(String key) {
        return properties.resolveProperty(key);
    }
}
