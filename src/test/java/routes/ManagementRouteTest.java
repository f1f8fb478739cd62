package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.settings.SettingsException;
import routes.watch.NewUser;

/** When the application has a management port, and whom it asks for credentials. */
class ManagementRouteTest {
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"camel.management.authentication-enabled", "camel.management.authenticationEnabled"})
    void asksForCredentialsExceptForHealth(String enabled) throws Exception {
        NewUser viewer = NewUser.of("local", "viewer", new SecureRandom());
        Path users = Files.writeString(directory.resolve("users.properties"), viewer.line());
        try (RunningApplication application = RunningApplication.start(
                directory, Map.of(enabled, "true", "camel.management.basic-properties-file", users.toString()))) {
            URI port = application.management();

            assertThat(status(port, "/hawtio", "")).isEqualTo(UNAUTHORIZED);
            assertThat(status(port, "/hawtio/", "")).isEqualTo(UNAUTHORIZED);
            assertThat(status(port, "/hawtio/user", "")).isEqualTo(UNAUTHORIZED);
            assertThat(status(port, "/hawtio/jolokia", "")).isEqualTo(UNAUTHORIZED);
            assertThat(status(port, "/hawtio/jolokia/version", "")).isEqualTo(UNAUTHORIZED);
            assertThat(status(port, "//hawtio/jolokia/version", "")).isNotEqualTo(OK);
            assertThat(status(port, "/hawtio/jolokia/version", "local:guessed")).isEqualTo(UNAUTHORIZED);
            assertThat(status(port, "/hawtio/jolokia/version", "local:" + viewer.password()))
                    .isEqualTo(OK);
            assertThat(status(port, "/hawtio/", "local:" + viewer.password())).isEqualTo(OK);
            assertThat(status(port, "/observe/health/live", "")).isEqualTo(OK);
            assertThat(status(port, "/observe/metrics", "")).isEqualTo(OK);
        }
    }

    @Test
    void readsAChangedFileOfUsersAndKeepsTheFormerOnesWhileItIsBroken() throws Exception {
        NewUser former = NewUser.of("local", "viewer", new SecureRandom());
        NewUser next = NewUser.of("local", "viewer", new SecureRandom());
        Path users = Files.writeString(directory.resolve("users.properties"), former.line());
        try (RunningApplication application = RunningApplication.start(
                directory,
                Map.of(
                        "camel.management.authentication-enabled",
                        "true",
                        "camel.management.basic-properties-file",
                        users.toString()))) {
            URI port = application.management();
            assertThat(status(port, "/hawtio/", "local:" + former.password())).isEqualTo(OK);
            assertThat(complaint(application)).isEmpty();

            Files.writeString(users, next.line());
            Awaitility.await().until(() -> status(port, "/hawtio/", "local:" + next.password()) == OK);
            assertThat(status(port, "/hawtio/", "local:" + former.password())).isEqualTo(UNAUTHORIZED);

            Files.writeString(users, "user.local = " + next.password());
            Awaitility.await().until(() -> !complaint(application).isEmpty());
            assertThat(complaint(application))
                    .contains("users.properties has changed and cannot be used, so the 1 users read before still hold")
                    .doesNotContain(next.password());
            assertThat(status(port, "/hawtio/", "local:" + next.password())).isEqualTo(OK);
        }
    }

    /** What health says of the file of users, which is UP all the same. */
    private static String complaint(RunningApplication application) {
        return HealthCheckHelper.invokeReadiness(application.camel(), "full").stream()
                .filter(result -> result.getCheck().getId().equals("users-file"))
                .filter(result -> result.getState() == HealthCheck.State.UP)
                .findFirst()
                .orElseThrow()
                .getMessage()
                .orElse("");
    }

    @Test
    void tellsPrometheusOfBatchesRoutesAndTheProcess() throws Exception {
        try (RunningApplication application = RunningApplication.start(directory, Map.of())) {
            HttpResponse<String> metrics = HTTP.send(
                    HttpRequest.newBuilder(URI.create(application.management() + "/observe/metrics"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(metrics.statusCode()).isEqualTo(OK);
            assertThat(metrics.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
            assertThat(metrics.body().lines())
                    .contains(
                            "snowline_rows_extra_total{pipeline=\"main\"} 0.0",
                            "snowline_batches_total{pipeline=\"main\",status=\"held\"} 0.0")
                    .anyMatch(line -> line.startsWith("camel_exchanges_total{") && line.contains("\"claim\""))
                    .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"));
        }
    }

    @ParameterizedTest
    @CsvSource({"loader,Batches+Replay", "agent,Checkpoints"})
    void showsTheMBeansOfItsRole(String role, String types) throws Exception {
        try (RunningApplication application = RunningApplication.start(directory, Map.of("roles", role))) {
            JsonNode names =
                    new ManagementClient(application.camel()).jolokia("{\"type\":\"search\",\"mbean\":\"snowline:*\"}");

            assertThat(names)
                    .extracting(name -> name.asText().replaceAll(".*type=|,.*", ""))
                    .containsOnly(types.split("[+]", -1));
        }
    }

    @Test
    void tellsNoMetricsWhereTheyAreTurnedOff() throws Exception {
        try (RunningApplication application =
                RunningApplication.start(directory, Map.of("camel.management.metrics-enabled", "false"))) {
            assertThat(status(application.management(), "/observe/metrics", "")).isNotEqualTo(OK);
        }
    }

    @Test
    void doesNotStartWhereOthersReachItWithoutCredentials() {
        assertThatThrownBy(() -> RunningApplication.start(directory, Map.of("camel.management.host", "0.0.0.0")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("camel.management.host is '0.0.0.0'")
                .hasMessageContaining("camel.management.basic-properties-file");
    }

    @Test
    void doesNotStartWithAuthenticationThatHasNoUsers() {
        assertThatThrownBy(() ->
                        RunningApplication.start(directory, Map.of("camel.management.authentication-enabled", "true")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("camel.management.basic-properties-file is not set");
    }

    @Test
    void servesNothingOnAPortOfCamelsOwn() {
        assertThatThrownBy(() -> RunningApplication.start(directory, Map.of("camel.server.enabled", "true")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("camel.server.enabled");
    }

    @Test
    void canBeTurnedOff() throws Exception {
        try (RunningApplication application =
                RunningApplication.start(directory, Map.of("camel.management.enabled", "false"))) {
            assertThat(application.managementServer()).isNull();
        }
    }

    @Test
    void isClosedForACommand() throws Exception {
        try (RunningApplication application =
                RunningApplication.start(directory, Map.of("camel.management.enabled", "true"), true)) {
            assertThat(application.managementServer()).isNull();
        }
    }

    private static int status(URI port, String path, String credentials) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(port + path));
        if (!credentials.isEmpty()) {
            String encoded = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + encoded);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
