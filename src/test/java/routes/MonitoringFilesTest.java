package routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the dashboard and the alert rules to what a person needs of them; {@link MetricsIT} holds them to the metrics. */
class MonitoringFilesTest {
    private static final Path COMPONENT = Path.of("k8s/components/prometheus");
    private static final Path OPERATING = Path.of("docs/operating.md");
    private static final int WIDTH = 24;

    @Test
    void explainsEveryPanelAndGivesItsUnit() throws IOException {
        assertThat(panels()).hasSizeGreaterThan(40).allSatisfy(panel -> {
            String title = panel.path("title").asText();
            assertThat(panel.path("description").asText()).as(title).endsWith(".");
            assertThat(panel.at("/fieldConfig/defaults/unit").asText())
                    .as(title)
                    .isNotEmpty();
            assertThat(panel.path("targets")).as(title).isNotEmpty();
        });
    }

    @Test
    void hasTheRowsInTheOrderOfTheFlow() throws IOException {
        assertThat(all(dashboard().path("panels"))
                        .filter(panel -> panel.path("type").asText().equals("row"))
                        .map(row -> row.path("title").asText().split(":", 2)[0]))
                .containsExactly("Is it well?", "Line", "Batch", "Gateway", "Warehouse", "Process");
    }

    @Test
    void belongsToNoGrafanaInParticular() throws IOException {
        JsonNode dashboard = dashboard();
        assertThat(dashboard.get("id").isNull()).isTrue();
        assertThat(all(dashboard.at("/templating/list"))
                        .map(variable -> variable.path("name").asText()))
                .containsExactly("datasource", "pipeline", "instance", "feed");
        assertThat(dashboard.findValues("datasource"))
                .hasSizeGreaterThan(40)
                .allMatch(source -> source.path("uid").asText().equals("${datasource}"));
        assertThat(dashboard.findValuesAsText("expr")).allMatch(expr -> expr.contains("pipeline=~\"$pipeline\""));
    }

    @Test
    void laysNoPanelOverAnother() throws IOException {
        Set<String> taken = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        all(dashboard().path("panels")).forEach(panel -> {
            JsonNode at = panel.path("gridPos");
            String title = panel.path("title").asText();
            assertThat(ids.add(panel.path("id").asInt())).as("id of %s", title).isTrue();
            assertThat(at.path("x").asInt() + at.path("w").asInt()).as(title).isLessThanOrEqualTo(WIDTH);
            for (int x = 0; x < at.path("w").asInt(); x++) {
                for (int y = 0; y < at.path("h").asInt(); y++) {
                    assertThat(taken.add((at.path("x").asInt() + x) + ","
                                    + (at.path("y").asInt() + y)))
                            .as(title)
                            .isTrue();
                }
            }
        });
    }

    @Test
    void saysOfEachAlertWhatItIsAndWhereToReadOn() throws IOException {
        List<JsonNode> alerts = alerts();
        assertThat(alerts).hasSizeGreaterThan(20).allSatisfy(alert -> {
            String name = alert.path("alert").asText();
            assertThat(name).startsWith("Snowline");
            assertThat(alert.at("/labels/severity").asText()).as(name).isIn("critical", "warning");
            assertThat(alert.at("/annotations/summary").asText()).as(name).isNotEmpty();
            assertThat(alert.at("/annotations/description").asText()).as(name).endsWith(".");
            assertThat(alert.at("/annotations/runbook").asText())
                    .as(name)
                    .isEqualTo("docs/operating.md#" + kebab(name.substring("Snowline".length())));
        });
        assertThat(alerts.stream().map(alert -> alert.path("alert").asText())).doesNotHaveDuplicates();
    }

    @Test
    void tellsOfEachAlertUnderAHeadingOfTheOperatingPage() throws IOException {
        List<String> headings = Files.readAllLines(OPERATING).stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring("### ".length()))
                .toList();
        assertThat(headings).doesNotHaveDuplicates();
        assertThat(headings)
                .containsAll(alerts().stream()
                        .map(alert -> alert.at("/annotations/runbook").asText().split("#", 2)[1])
                        .toList());
    }

    /** {@code .ci/check-rules} runs the tests, with Prometheus's own tool. */
    @Test
    void triesEachAlertWithSeriesThatRaiseItAndWithSeriesThatDoNot() throws IOException {
        Set<String> raised = new TreeSet<>();
        Set<String> quiet = new TreeSet<>();
        try (Stream<Path> files = Files.list(COMPONENT.resolve("tests"))) {
            for (Path file : files.toList()) {
                assertThat(file.getFileName().toString())
                        .as("what .ci/check-rules runs")
                        .endsWith("-test.yaml");
                for (JsonNode test : new YAMLMapper().readTree(file.toFile()).findParents("eval_time")) {
                    (test.path("exp_alerts").isEmpty() ? quiet : raised)
                            .add(test.path("alertname").asText());
                }
            }
        }
        List<String> alerts =
                alerts().stream().map(alert -> alert.path("alert").asText()).toList();
        assertThat(raised).containsExactlyInAnyOrderElementsOf(alerts);
        assertThat(quiet).containsExactlyInAnyOrderElementsOf(alerts);
    }

    private static List<JsonNode> panels() throws IOException {
        return all(dashboard().path("panels"))
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .toList();
    }

    private static JsonNode dashboard() throws IOException {
        return new JsonMapper().readTree(COMPONENT.resolve("dashboard.json").toFile());
    }

    private static List<JsonNode> alerts() throws IOException {
        return new YAMLMapper()
                .readTree(COMPONENT.resolve("rules.yaml").toFile())
                .findParents("alert");
    }

    private static Stream<JsonNode> all(JsonNode list) {
        List<JsonNode> all = new ArrayList<>();
        list.forEach(all::add);
        return all.stream();
    }

    /** {@code BatchHeld} becomes {@code batch-held}. */
    private static String kebab(String name) {
        return name.replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
