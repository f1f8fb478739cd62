package routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The management port of the application, with AWS and Snowflake away. */
class ConsoleRouteTest {
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final String CONTEXT = "org.apache.camel:context=snowline,type=context,name=\"snowline\"";
    private static final String CLAIM = "org.apache.camel:context=snowline,type=routes,name=\"claim\"";
    private static final String ROUTES = "org.apache.camel:context=snowline,type=routes,name=*";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path directory;

    private static RunningApplication application;

    @BeforeAll
    static void start() throws Exception {
        application = RunningApplication.start(directory, Map.of());
    }

    @AfterAll
    static void stop() throws IOException {
        application.close();
    }

    @Test
    void servesTheConsole() throws Exception {
        HttpResponse<String> page = get("/hawtio/");

        assertThat(page.statusCode()).isEqualTo(OK);
        assertThat(page.body()).contains("<title>Hawtio</title>", "<base href=\"/hawtio/\">");
        Matcher script = Pattern.compile("src=\"(/hawtio/static/js/[^\"]+)\"").matcher(page.body());
        assertThat(script.find()).isTrue();
        assertThat(get(script.group(1)).statusCode()).isEqualTo(OK);
    }

    @Test
    void leadsToTheConsole() throws Exception {
        HttpResponse<String> answer = get("/hawtio");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("/hawtio/");
    }

    @Test
    void opensAViewFromABookmark() throws Exception {
        assertThat(get("/hawtio/camel/routes").body()).contains("<title>Hawtio</title>");
    }

    @Test
    void takesNoMissingFileForAView() throws Exception {
        assertThat(get("/hawtio/static/js/missing.js").statusCode()).isEqualTo(NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "user | \"local\"",
                "plugin | []",
                "proxy/enabled | false",
                "keycloak/enabled | false",
                "auth/config/login | []",
                "auth/config/session-timeout | {\"timeout\":-1}"
            })
    void answersWhatTheConsoleAsks(String path, String answer) throws Exception {
        HttpResponse<String> response = get("/hawtio/" + path);

        assertThat(response.body()).isEqualTo(answer);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void showsTheRoutesWithTheirGroupsAndDescriptions() throws Exception {
        JsonNode routes = read(ROUTES, "RouteId", "RouteGroup", "Description").get("value");

        List<String> shown = new ArrayList<>();
        routes.forEach(route -> shown.add(
                route.get("RouteId").textValue() + " " + route.get("RouteGroup").textValue()));
        assertThat(shown).contains("tail-orders line", "tail-customers line", "deliver line", "claim batch");
        assertThat(routes)
                .allSatisfy(route ->
                        assertThat(route.get("Description").textValue()).isNotBlank());
    }

    @Test
    void showsTheBytesOfTheTail() throws Exception {
        String files = "org.apache.camel:context=snowline,type=endpoints,name=\"tail://orders*\"";

        JsonNode endpoints = read(files, "BytesBehind", "BytesRead", "Balance").get("value");

        assertThat(endpoints).singleElement().satisfies(endpoint -> {
            assertThat(endpoint.get("BytesBehind").longValue()).isZero();
            assertThat(endpoint.get("BytesRead").longValue()).isZero();
            assertThat(endpoint.get("Balance").longValue()).isZero();
        });
    }

    @Test
    void drawsTheRoutes() throws Exception {
        JsonNode answer = exec(CONTEXT, "dumpRoutesAsXml()");

        assertThat(answer.get("status").intValue()).isEqualTo(OK);
        assertThat(answer.get("value").textValue()).contains("id=\"claim\"");
    }

    @Test
    void refusesToWriteAnAttribute() throws Exception {
        JsonNode answer = jolokia("""
                {"type":"write","mbean":"%s","attribute":"StatisticsEnabled","value":false}""".formatted(escaped(CLAIM)));

        assertThat(answer.get("status").intValue()).isEqualTo(FORBIDDEN);
        assertThat(read(CLAIM, "StatisticsEnabled")
                        .at("/value/StatisticsEnabled")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void refusesToWriteAnAttributeByGet() throws Exception {
        HttpResponse<String> answer = get("/hawtio/jolokia/write/java.lang:type=Memory/Verbose/true");

        assertThat(JSON.readTree(answer.body()).get("status").intValue()).isEqualTo(FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"remove()", "reset()", "stop(long)", "updateRouteFromXml(java.lang.String)"})
    void refusesToChangeARouteForGood(String operation) throws Exception {
        assertThat(exec(CLAIM, operation).get("status").intValue()).isEqualTo(FORBIDDEN);
        assertThat(read(CLAIM, "State").at("/value/State").textValue()).isEqualTo("Started");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop()", "sendBody(java.lang.String,java.lang.Object)", "setLogMask(java.lang.Boolean)"})
    void refusesToSteerTheContext(String operation) throws Exception {
        assertThat(exec(CONTEXT, operation).get("status").intValue()).isEqualTo(FORBIDDEN);
    }

    @Test
    void refusesWhatIsForbiddenInAnArrayOfRequests() throws Exception {
        JsonNode answers = jolokia("""
                [{"type":"version"},{"type":"exec","mbean":"%s","operation":"stop()"}]""".formatted(escaped(CONTEXT)));

        assertThat(answers.at("/0/status").intValue()).isEqualTo(OK);
        assertThat(answers.at("/1/status").intValue()).isEqualTo(FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SystemProperties", "InputArguments", "ClassPath", "LibraryPath", "BootClassPath"})
    void refusesWhatMayHoldASecret(String attribute) throws Exception {
        JsonNode answer = jolokia("""
                {"type":"read","mbean":"java.lang:type=Runtime","attribute":"%s"}""".formatted(attribute));

        assertThat(answer.get("status").intValue()).isEqualTo(FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.lang:type=Runtime", "java.lang:*", "*:type=Runtime", "*:*"})
    void tellsNoSystemPropertyAmongOtherThings(String name) throws Exception {
        String everything = post("""
                {"type":"read","mbean":"%s","config":{"ignoreErrors":true}}""".formatted(name)).body();

        assertThat(everything).contains("\"status\"").doesNotContain("user.timezone", "java.class.path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vmSystemProperties()", "vmCommandLine()", "vmFlags([Ljava.lang.String;)"})
    void refusesTheMachinesDiagnostics(String operation) throws Exception {
        JsonNode answer = exec("com.sun.management:type=DiagnosticCommand", operation);

        assertThat(answer.get("status").intValue()).isEqualTo(FORBIDDEN);
    }

    @Test
    void tellsTheMemoryAndTheUptime() throws Exception {
        assertThat(read("java.lang:type=Memory", "HeapMemoryUsage")
                        .at("/value/HeapMemoryUsage/used")
                        .longValue())
                .isPositive();
        assertThat(read("java.lang:type=Runtime", "Uptime").at("/value/Uptime").longValue())
                .isPositive();
    }

    @Test
    void showsNoPassword() throws Exception {
        String attributes = post("""
                {"type":"read","mbean":"*:*","config":{"ignoreErrors":true}}""").body();
        String routes = post("""
                {"type":"exec","mbean":"%s","operation":"dumpRoutesAsXml(boolean)","arguments":[true]}""".formatted(escaped(CONTEXT))).body();

        assertThat(attributes).contains("snowline").doesNotContain(RunningApplication.PASSWORD);
        assertThat(routes).contains("claim").doesNotContain(RunningApplication.PASSWORD);
    }

    @Test
    void isAliveWhileEverythingElseIsAway() throws Exception {
        HttpResponse<String> live = get("/observe/health/live");

        assertThat(live.statusCode()).isEqualTo(OK);
        assertThat(JSON.readTree(live.body()).get("status").textValue()).isEqualTo("UP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/observe/health", "/observe/health/ready"})
    void tellsWhetherItCanWork(String path) throws Exception {
        assertThat(JSON.readTree(get(path).body()).get("status").textValue()).isIn("UP", "DOWN");
    }

    @Test
    void tellsItsVersion() throws Exception {
        assertThat(JSON.readTree(get("/observe/info").body()).at("/camel/name").textValue())
                .isEqualTo("snowline");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/application.properties",
                "/jolokia-access.xml",
                "/hawtio-static/index.html",
                "/hawtio/application.properties",
                "/hawtio/routes/Application.class",
                "/hawtio//application.properties",
                "/hawtio/../application.properties",
                "/hawtio/%2e%2e/application.properties",
                "/hawtio/..%2fapplication.properties",
                "/hawtio/%2e%2e%2fapplication.properties",
                "/hawtio/..%5capplication.properties",
                "/hawtio/static/../../application.properties",
                "/hawtio/static/%2e%2e/%2e%2e/sql/setup/schema/01_create_schemas.sql",
                "/hawtio/..;/application.properties",
                "/hawtio/%00/../../application.properties",
                "/hawtio/../../../../../../etc/passwd"
            })
    void servesNothingElse(String path) throws Exception {
        assertThat(exchange(path, "127.0.0.1")).matches(Pattern.compile("HTTP/1.1 40[04] .*", Pattern.DOTALL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hawtio/", "/hawtio/jolokia/version", "/observe/health", "/observe/info"})
    void answersToNoOtherName(String path) throws Exception {
        assertThat(exchange(path, "rebound.example")).startsWith("HTTP/1.1 421 ");
        assertThat(exchange(path, "localhost")).startsWith("HTTP/1.1 200 ");
    }

    private static JsonNode read(String name, String... attributes) throws Exception {
        return jolokia("""
                {"type":"read","mbean":"%s","attribute":%s}""".formatted(escaped(name), JSON.writeValueAsString(attributes)));
    }

    private static JsonNode exec(String name, String operation) throws Exception {
        return jolokia("""
                {"type":"exec","mbean":"%s","operation":"%s"}""".formatted(escaped(name), operation));
    }

    private static String escaped(String name) {
        return name.replace("\"", "\\\"");
    }

    private static JsonNode jolokia(String request) throws Exception {
        return JSON.readTree(post(request).body());
    }

    private static HttpResponse<String> post(String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/hawtio/jolokia"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return application.management().resolve(path);
    }

    /** A request sent as it stands: clients tidy paths up and choose the host's name themselves. */
    private static String exchange(String path, String host) throws IOException {
        URI server = application.management();
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
