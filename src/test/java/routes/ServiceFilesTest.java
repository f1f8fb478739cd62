package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import routes.settings.Settings;

/** Holds the files of the service and the sidecar to what the application reads and to each other. */
class ServiceFilesTest {
    private static final Path UNIT = Path.of("packaging/systemd/snowline-agent.service");
    private static final Path SIDECAR = Path.of("k8s/examples/agent-sidecar.yaml");
    private static final Set<String> NOT_OURS = Set.of("LC_ALL", "AWS_REGION");

    @Test
    void setsPropertiesThatThereAre() throws IOException {
        Set<String> variables = new TreeSet<>();
        find(UNIT, "(?m)^Environment=([A-Z_]+)=").forEach(found -> variables.add(found.group(1)));
        find(SIDECAR, "- name: ([A-Z_]+)\n").forEach(found -> variables.add(found.group(1)));
        find(Path.of("packaging/snowline-agent.default"), "\\b([A-Z]+_[A-Z_]+)=1")
                .forEach(found -> variables.add(found.group(1)));
        variables.removeAll(NOT_OURS);

        Set<String> known = Settings.known(List.of("orders")).stream()
                .map(key -> key.toUpperCase(java.util.Locale.ROOT).replaceAll("[.-]", "_"))
                .collect(Collectors.toSet());
        assertThat(variables)
                .contains("ROLES", "TAIL_CHECKPOINT", "TAIL_AGENT_ID")
                .isSubsetOf(known);
    }

    @Test
    void setsPropertiesInFilesThatThereAre() throws IOException {
        Set<String> known = Settings.known(List.of("orders"));
        Properties own = own();
        for (Path file : List.of(SIDECAR, Path.of("packaging/application.properties"))) {
            List<String> keys = find(file, "(?m)^ {0,4}#?([a-z][a-z.-]+) = ")
                    .map(found -> found.group(1))
                    .toList();
            assertThat(keys).as("%s", file).contains("bucket", "feed.orders.files");
            assertThat(keys)
                    .as("%s", file)
                    .allMatch(key -> known.contains(key)
                            || own.containsKey(key)
                            || key.equals("camel.management.basic-properties-file"));
        }
    }

    @Test
    void startsWhatTheInstallationLaysOut() throws IOException {
        String install = Files.readString(Path.of("packaging/install"));
        List<String> paths = find(UNIT, "(?<=[ @=-])/(?:usr/share|etc)/[a-z][a-zA-Z/-]+(?:\\.[a-z]+)*")
                .map(MatchResult::group)
                .filter(path -> !path.equals("/usr/share/snowline"))
                .toList();
        assertThat(paths)
                .contains("/etc/snowline/agent.jvm", "/usr/share/snowline/snowline.jar", "/etc/default/snowline-agent");
        assertThat(paths).allMatch(path -> install.contains(path) || path.startsWith("/usr/share/doc/snowline/"));
        assertThat(find(Path.of("packaging/install"), "(?:packaging|docs)/[a-z/.-]+\\b")
                        .map(MatchResult::group)
                        .filter(path -> !path.equals("packaging/install")))
                .allMatch(path -> Files.isRegularFile(Path.of(path)));
    }

    @Test
    void givesAStopMoreTimeThanItTakes() throws IOException {
        int stop = Integer.parseInt(own().getProperty("camel.main.shutdown-timeout"));
        assertThat(number(UNIT, "TimeoutStopSec=(\\d+)s")).isGreaterThanOrEqualTo(stop + 10);
        assertThat(number(SIDECAR, "terminationGracePeriodSeconds: (\\d+)")).isGreaterThanOrEqualTo(stop + 5 + 10);
    }

    @Test
    void doesNotRestartWhatIsMisconfigured() throws IOException {
        assertThat(number(UNIT, "RestartPreventExitStatus=(\\d+)")).isEqualTo(Application.MISCONFIGURED);
    }

    @Test
    void probesThePortThatHealthIsOn() throws IOException {
        assertThat(number(SIDECAR, "containerPort: (\\d+)"))
                .isEqualTo(Integer.parseInt(own().getProperty("camel.management.port")));
    }

    private static Properties own() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            properties.load(in);
        }
        return properties;
    }

    private static int number(Path file, String pattern) throws IOException {
        return Integer.parseInt(find(file, pattern).findFirst().orElseThrow().group(1));
    }

    private static Stream<MatchResult> find(Path file, String pattern) throws IOException {
        return Pattern.compile(pattern).matcher(Files.readString(file)).results();
    }
}
