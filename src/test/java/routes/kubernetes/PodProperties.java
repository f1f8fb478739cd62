package routes.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import routes.settings.Settings;

/**
 * What the application reads in a pod: the properties of the jar, the file that is mounted over them, and the environment.
 *
 * @param values the files' values
 * @param variables the environment's
 */
record PodProperties(Map<String, String> values, Map<String, String> variables) implements Settings.Properties {
    private static final Path OWN = Path.of("src", "main", "resources", "application.properties");
    private static final String MOUNTED = "/etc/snowline";
    private static final String FILE = "application.properties";

    static PodProperties of(Manifests manifests, Workload workload) throws IOException {
        Map<String, String> values = new TreeMap<>(parse(Files.readString(OWN)));
        VolumeMount mount = workload.snowline().getVolumeMounts().stream()
                .filter(found -> found.getMountPath().equals(MOUNTED))
                .findAny()
                .orElseThrow();
        Volume volume = workload.pod().getVolumes().stream()
                .filter(found -> found.getName().equals(mount.getName()))
                .findAny()
                .orElseThrow();
        values.putAll(
                parse(data(manifests, workload, volume.getConfigMap().getName()).get(FILE)));
        Map<String, String> variables = new LinkedHashMap<>();
        for (EnvFromSource source : workload.snowline().getEnvFrom()) {
            if (source.getConfigMapRef() != null) {
                variables.putAll(
                        data(manifests, workload, source.getConfigMapRef().getName()));
            }
        }
        for (EnvVar variable : workload.snowline().getEnv()) {
            variables.put(variable.getName(), "of the pod");
        }
        return new PodProperties(values, variables);
    }

    @Override
    public Set<String> keys() {
        return values.keySet().stream().filter(key -> !key.startsWith("camel.")).collect(Collectors.toSet());
    }

    @Override
    public Optional<String> value(String key) {
        return Optional.ofNullable(variables.get(variable(key))).or(() -> Optional.ofNullable(values.get(key)));
    }

    /** A value that must be there. */
    String of(String key) {
        return value(key).orElseThrow(() -> new AssertionError(key + " is not set"));
    }

    /** The variables that stand neither for a property nor for something that the SDK of AWS reads. */
    Set<String> unknownVariables() {
        Set<String> unknown = new TreeSet<>(variables.keySet());
        Settings.known(Set.of("customers", "events", "orders")).forEach(key -> unknown.remove(variable(key)));
        unknown.removeIf(name -> name.startsWith("AWS_"));
        return unknown;
    }

    /** The keys of Camel that the jar's properties do not explain, not even as a comment. */
    Set<String> unknownKeysOfCamel() throws IOException {
        String own = Files.readString(OWN);
        return values.keySet().stream()
                .filter(key ->
                        key.startsWith("camel.") && !own.contains("\n" + key + " =") && !own.contains("\n#" + key))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static Map<String, String> data(Manifests manifests, Workload workload, String name) {
        return manifests.of(ConfigMap.class).stream()
                .filter(map -> map.getMetadata().getName().equals(name)
                        && map.getMetadata().getNamespace().equals(workload.namespace()))
                .findAny()
                .orElseThrow(() -> new AssertionError(workload.namespace() + " has no ConfigMap " + name))
                .getData();
    }

    private static Map<String, String> parse(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        return values;
    }
}
