package routes.command;

import java.util.LinkedHashMap;
import java.util.Map;
import routes.settings.Settings;
import routes.settings.SetupSettings;
import routes.settings.SnowflakeSettings;

/**
 * What fills the places of the scripts in {@code sql/setup}. Immutable.
 *
 * @param values by the name of the place; those that are optional and not set are missing
 */
public record SetupPlaces(Map<String, Object> values) {
    /** The places that may be left open, with the property that fills each. */
    private static final Map<String, String> OPTIONAL =
            Map.of("storage_role_arn", "setup.storage-role-arn", "public_key", "setup.public-key-file");

    public SetupPlaces {
        values = Map.copyOf(values);
    }

    /**
     * The places as the settings fill them.
     *
     * @throws routes.settings.SettingsException if the file of the public key cannot be read or holds none
     */
    public static SetupPlaces of(Settings settings) {
        SetupSettings setup = settings.of(SetupSettings.class);
        Map<String, Object> values = new LinkedHashMap<>(named(settings).values());
        setup.storageRoleArn().ifPresent(arn -> values.put("storage_role_arn", arn));
        setup.publicKeyFile().ifPresent(file -> values.put("public_key", PublicKeyFile.read(file)));
        return new SetupPlaces(values);
    }

    /** The places that are always filled: the names of things. */
    public static SetupPlaces named(Settings settings) {
        SetupSettings setup = settings.of(SetupSettings.class);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("bucket", settings.bucket());
        values.put("pipeline", settings.pipeline());
        values.put("database", settings.of(SnowflakeSettings.class).database());
        values.put("warehouse", setup.warehouse());
        values.put("storage_integration", setup.storageIntegration());
        values.put("loader_role", setup.loaderRole());
        values.put("analyst_role", setup.analystRole());
        values.put("loader_user", setup.loaderUser());
        return new SetupPlaces(values);
    }

    String pipeline() {
        return values.get("pipeline").toString();
    }

    /** The property that a script wants and that is not set; null if there is none. */
    String missing(String script) {
        return OPTIONAL.entrySet().stream()
                .filter(place -> script.contains("${" + place.getKey() + "}") && !values.containsKey(place.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
