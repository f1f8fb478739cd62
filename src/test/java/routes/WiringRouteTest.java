package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.settings.SettingsException;

/** Which routes exist in which role, and whether the documents tell of them. */
class WiringRouteTest {
    @TempDir
    Path directory;

    @Test
    void hasTheRoutesOfItsRolesAlone() throws Exception {
        assertThat(routes(Map.of("roles", "agent")))
                .containsExactlyInAnyOrder(
                        "tail-customers", "tail-events", "tail-orders", "format", "deliver", "dead-letter");
        assertThat(routes(Map.of("roles", "loader")))
                .contains("claim", "batch", "load", "copy-orders", "transform", "archive", "dead-letter", "reprocess")
                .doesNotContain("deliver", "tail-orders");
    }

    @Test
    void tailsNoFeedWhoseFilesAreSetToNothing() throws Exception {
        try (CapturedLog log = CapturedLog.of(Wiring.class)) {
            assertThat(routes(Map.of("roles", "agent", "feed.orders.files", "")))
                    .contains("tail-customers", "deliver")
                    .doesNotContain("tail-orders");
            assertThat(log.lines()).anyMatch(line -> line.startsWith("INFO Feed orders is not tailed"));
        }
    }

    @Test
    void needsNoWarehouseOnAHost() throws Exception {
        assertThat(routes(Map.of("roles", "agent", "snowflake.url", "", "snowflake.password", "")))
                .contains("deliver");
    }

    @Test
    void startsNoWorkForACommandWhateverTheRoles() throws Exception {
        try (RunningApplication application = RunningApplication.start(
                directory, Map.of("roles", "agent", "camel.management.enabled", "false"), true)) {
            assertThat(ids(application))
                    .contains("replay", "reprocess", "reload", "transform", "judge-orders", "copy-orders", "unload")
                    .doesNotContain("claim", "batch", "load", "trim", "tail-orders", "deliver");
        }
    }

    @Test
    void describesAndGroupsEveryRoute() throws Exception {
        Map<String, String> all =
                Map.of("roles", "agent,gateway,loader", "feed.events.ingest", "snowline-events", "ingest.port", "0");
        try (RunningApplication application = RunningApplication.start(directory, all)) {
            assertThat(application.camel().getRoutes()).allSatisfy(route -> {
                assertThat(route.getDescription()).as(route.getId()).isNotBlank();
                assertThat(route.getGroup()).as(route.getId()).isIn("line", "batch", "alert");
            });
        }
    }

    @Test
    void hasTheStagesThatTheReadmeNames() throws Exception {
        List<String> stages = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.matches("\\| [a-z-]+ \\| .*`[A-Za-z]+Route`.*"))
                .map(line -> line.split("\\|", -1)[1].trim())
                .toList();
        assertThat(stages).hasSize(10);
        Map<String, String> all =
                Map.of("roles", "agent,gateway,loader", "feed.events.ingest", "snowline-events", "ingest.port", "0");
        try (RunningApplication application = RunningApplication.start(directory, all)) {
            Set<String> ids = ids(application).stream()
                    .map(id -> id.startsWith("tail-") ? "tail" : id)
                    .collect(Collectors.toSet());
            assertThat(ids).containsAll(stages);
        }
    }

    @Test
    void namesTheSqlThatADeclaredFeedLacks() {
        assertThatThrownBy(() -> RunningApplication.start(
                        directory, Map.of("feed.returns.files", "/none", "feed.returns.stream", "none")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("load/copy_returns.sql");
    }

    @Test
    void namesTheOptionOfAFormatThatCannotBeUsed() {
        assertThatThrownBy(() -> RunningApplication.start(directory, Map.of("feed.orders.delimiter", ";")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("feed.orders.delimiter");
    }

    @Test
    void namesTheCheckThatIsNotThere() {
        assertThatThrownBy(() -> RunningApplication.start(
                        directory, Map.of("transform.checks", "orders_are_unique,orders_are_blue")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("checks/orders_are_blue.sql");
    }

    @Test
    void namesTheRuleWhoseSeverityIsNone() throws Exception {
        Path sql = OwnSql.in(directory);
        Files.writeString(sql.resolve("rules/orders/is_blue.sql"), "-- severity: fatal\ntrue\n");

        assertThatThrownBy(() -> RunningApplication.start(directory, Map.of("load.sql", "file:" + sql)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("sql/rules/orders/is_blue.sql");
    }

    @Test
    void takesPostsInAGatewayAlone() throws Exception {
        assertThat(routes(Map.of("roles", "gateway", "feed.events.ingest", "snowline-events", "ingest.port", "0")))
                .containsExactly("ingest");
    }

    @Test
    void needsKeysBeforeAGatewayListensToStrangers() {
        assertThatThrownBy(() -> RunningApplication.start(
                        directory,
                        Map.of("roles", "gateway", "feed.events.ingest", "snowline-events", "ingest.host", "0.0.0.0")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("ingest.keys-file");
    }

    private Set<String> routes(Map<String, String> properties) throws Exception {
        try (RunningApplication application = RunningApplication.start(directory, properties)) {
            return ids(application);
        }
    }

    private static Set<String> ids(RunningApplication application) {
        return application.camel().getRoutes().stream().map(Route::getId).collect(Collectors.toSet());
    }
}
