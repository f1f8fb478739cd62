package routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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

/** Holds the image to what runs in it and to the manifests that run it. */
class ImageFilesTest {
    private static final Path IMAGE = Path.of("Dockerfile");
    private static final List<Path> MANIFESTS = List.of(
            Path.of("k8s/base/daemonset-agent.yaml"),
            Path.of("k8s/base/deployment-gateway.yaml"),
            Path.of("k8s/base/deployment-loader.yaml"),
            Path.of("k8s/examples/agent-sidecar.yaml"));

    @Test
    void startsJavaWithoutAShellBetween() throws IOException {
        JsonNode entry = new ObjectMapper()
                .readTree(find("(?m)^ENTRYPOINT (\\[.*])$")
                        .findFirst()
                        .orElseThrow()
                        .group(1));
        assertThat(entry.get(0).asText()).isEqualTo("java");
        assertThat(laidOut()).containsAll(paths(entry.toString()));
    }

    @Test
    void laysOutWhatManifestsAndFlagsName() throws IOException {
        Set<String> named = new TreeSet<>(paths(Files.readString(Path.of("packaging/container/container.jvm"))));
        for (Path manifest : MANIFESTS) {
            named.addAll(paths(Files.readString(manifest).replaceAll("(?m)^ *#.*", "")));
        }
        named.addAll(
                paths(find("HEALTHCHECK.*CMD (.*)").findFirst().orElseThrow().group(1)));
        assertThat(named)
                .contains("/opt/snowline/agent.jvm", "/usr/share/snowline/agent.jsa", "/opt/snowline/is-alive");
        assertThat(laidOut()).containsAll(named);
    }

    @Test
    void runsAsTheUserThatManifestsName() throws IOException {
        String user = find("(?m)^USER (\\d+):(\\d+)$").findFirst().orElseThrow().group(1);
        assertThat(Integer.parseInt(user)).isPositive();
        for (Path manifest : MANIFESTS) {
            assertThat(Files.readString(manifest)).as("%s", manifest).contains("runAsUser: " + user);
        }
        assertThat(Files.readString(Path.of("k8s/components/checkpoint-directory/daemonset-agent.yaml")))
                .contains("chown, \"" + user + ":" + user + "\"");
    }

    @Test
    void saysWhichPortsItOpens() throws IOException {
        Properties own = new Properties();
        own.load(Files.newBufferedReader(Path.of("src/main/resources/application.properties")));
        assertThat(find("(?m)^EXPOSE (.*)$").findFirst().orElseThrow().group(1).split(" ", -1))
                .containsExactly(own.getProperty("ingest.port"), own.getProperty("camel.management.port"));
        assertThat(Files.readString(Path.of("packaging/container/is-alive")))
                .contains("${port:-" + own.getProperty("camel.management.port") + "}");
    }

    @Test
    void copiesOnlyWhatItsContextHolds() throws IOException {
        List<String> held = Files.readAllLines(Path.of(".dockerignore")).stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();
        assertThat(held).contains("pom.xml", "src/main", "sql", "target/lib");
        assertThat(held).allMatch(path -> path.startsWith("target/") || Files.exists(Path.of(path)));
        assertThat(find("COPY (?!--from)(packaging.*) \\S+/")
                        .flatMap(found -> Stream.of(found.group(1).split(" ", -1))))
                .isNotEmpty()
                .allMatch(path -> Files.exists(Path.of(path)));
    }

    /** The paths of files in the image, by what the Dockerfile copies and makes. */
    private static Set<String> laidOut() throws IOException {
        Set<String> paths = new TreeSet<>();
        for (MatchResult copy : find("COPY (?:--from=\\S+ )?(.*) (/\\S+/)").toList()) {
            for (String source : copy.group(1).split(" ", -1)) {
                Path file = Path.of(source);
                if (Files.isDirectory(file) && !source.startsWith("/")) {
                    try (Stream<Path> files = Files.list(file)) {
                        files.forEach(found -> paths.add(copy.group(2) + found.getFileName()));
                    }
                } else {
                    paths.add(copy.group(2) + file.getFileName());
                }
            }
        }
        find("RUN .*archive-classes \\S+ (\\S+)").forEach(found -> paths.add(found.group(1)));
        return paths;
    }

    private static Set<String> paths(String text) {
        return Pattern.compile("/(?:usr/share|opt)/snowline/[a-z.-]+[a-z]")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    private static Stream<MatchResult> find(String pattern) throws IOException {
        return Pattern.compile(pattern).matcher(Files.readString(IMAGE)).results();
    }
}
