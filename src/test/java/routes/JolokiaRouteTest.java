package routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.watch.NewUser;

/** What viewers, operators and nobody in particular may do by JMX over HTTP. */
class JolokiaRouteTest {
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final String CONTEXT = "org.apache.camel:context=snowline,type=context,name=\"snowline\"";
    private static final String CLAIM = "org.apache.camel:context=snowline,type=routes,name=\"claim\"";
    private static final String TRACER = "org.apache.camel:context=snowline,type=tracer,name=BacklogTracer";
    private static final String BELL = "org.apache.camel:context=snowline,type=endpoints,name=\"seda://turn*\"";
    private static final String BATCHES = "snowline:context=snowline,type=Batches";
    private static final String REPLAY = "snowline:context=snowline,type=Replay";
    private static final String DIAGNOSTICS = "com.sun.management:type=DiagnosticCommand";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final NewUser READS = NewUser.of("reads", "viewer", new SecureRandom());
    private static final NewUser STEERS = NewUser.of("steers", "operator", new SecureRandom());
    private static final String VIEWER = credentials("reads", READS.password());
    private static final String OPERATOR = credentials("steers", STEERS.password());

    /** As somebody could hand a secret over that is none of Snowline's. */
    private static final String PLANTED = "local-secret-in-a-system-property";

    @TempDir
    static Path directory;

    private static RunningApplication application;

    @BeforeAll
    static void start() throws Exception {
        System.setProperty("some.token", PLANTED);
        Path users =
                Files.writeString(directory.resolve("users.properties"), READS.line() + "\n" + STEERS.line() + "\n");
        application = RunningApplication.start(
                directory,
                Map.of(
                        "camel.management.authentication-enabled",
                        "true",
                        "camel.management.basic-properties-file",
                        users.toString()));
    }

    @AfterAll
    static void stop() throws IOException {
        System.clearProperty("some.token");
        application.close();
    }

    @Test
    void answersNobodyWithoutCredentials() throws Exception {
        assertThat(send("", "{\"type\":\"version\"}").statusCode()).isEqualTo(401);
        assertThat(get("", "/version").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "stop()", "start()", "suspend()", "resume()"})
    void letsNoViewerSteerARoute(String operation) throws Exception {
        assertThat(status(VIEWER, exec(CLAIM, operation))).isEqualTo(FORBIDDEN);
        assertThat(value(VIEWER, read(CLAIM, "State")).textValue()).isEqualTo("Started");
    }

    @Test
    void letsOperatorsSteerARoute() throws Exception {
        assertThat(status(OPERATOR, exec(CLAIM, "suspend()"))).isEqualTo(OK);
        assertThat(value(VIEWER, read(CLAIM, "State")).textValue()).isEqualTo("Suspended");
        assertThat(status(OPERATOR, exec(CLAIM, "resume()"))).isEqualTo(OK);
        assertThat(status(OPERATOR, exec(CLAIM, "stop()"))).isEqualTo(OK);
        assertThat(value(VIEWER, read(CLAIM, "State")).textValue()).isEqualTo("Stopped");
        assertThat(status(OPERATOR, exec(CLAIM, "start()"))).isEqualTo(OK);
        assertThat(value(VIEWER, read(CLAIM, "State")).textValue()).isEqualTo("Started");
    }

    /** Though statistics are answered from memory for a while. */
    @Test
    void tellsTheStateOfARouteInTheStatisticsOnceItHasBeenSteered() throws Exception {
        ObjectNode statistics = exec(CONTEXT, "dumpRoutesStatsAsXml(boolean,boolean)", true, false);
        assertThat(value(VIEWER, statistics).textValue()).contains("<routeStat id=\"claim\" state=\"Started\"");
        assertThat(status(OPERATOR, exec(CLAIM, "stop()"))).isEqualTo(OK);
        assertThat(value(VIEWER, statistics).textValue()).contains("<routeStat id=\"claim\" state=\"Stopped\"");
        assertThat(status(OPERATOR, exec(CLAIM, "start()"))).isEqualTo(OK);
        assertThat(value(VIEWER, statistics).textValue()).contains("<routeStat id=\"claim\" state=\"Started\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.camel:type=routes,*",
                "org.apache.camel:context=snowline,type=routes,name=*",
                "*:type=routes,name=\"claim\",*"
            })
    void letsNobodySteerRoutesByAPattern(String routes) throws Exception {
        assertThat(status(OPERATOR, exec(routes, "stop()"))).isEqualTo(FORBIDDEN);
        assertThat(value(VIEWER, read(CLAIM, "State")).textValue()).isEqualTo("Started");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                CLAIM + "| remove()",
                CLAIM + "| updateRouteFromXml(java.lang.String)",
                CLAIM + "| stop(long)",
                TRACER + "| setTraceFilter(java.lang.String)",
                TRACER + "| setBacklogSize(int)",
                CONTEXT + "| stop()",
                CONTEXT + "| sendBody(java.lang.String,java.lang.Object)",
                CONTEXT + "| createEndpoint(java.lang.String)",
                CONTEXT + "| setGlobalOption(java.lang.String,java.lang.String)",
                "org.apache.camel:context=snowline,type=tracer,name=BacklogDebugger | enableDebugger()",
                DIAGNOSTICS + "| vmSystemProperties()",
                DIAGNOSTICS + "| vmFlags([Ljava.lang.String;)",
                DIAGNOSTICS + "| gcClassHistogram([Ljava.lang.String;)",
                "com.sun.management:type=HotSpotDiagnostic | dumpHeap(java.lang.String,boolean)",
                "com.sun.management:type=HotSpotDiagnostic | getVMOption(java.lang.String)",
                "java.lang:type=Memory | gc()",
                "java.lang:type=Threading | dumpAllThreads(boolean,boolean)",
                "java.util.logging:type=Logging | setLoggerLevel(java.lang.String,java.lang.String)",
                "JMImplementation:type=MBeanServerDelegate | getMBeanServerId()",
                "jolokia:type=Config | debug()"
            })
    void letsNobodyCallAnythingElse(String name, String operation) throws Exception {
        assertThat(status(OPERATOR, exec(name, operation))).isEqualTo(FORBIDDEN);
        assertThat(status(VIEWER, exec(name, operation))).isEqualTo(FORBIDDEN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                CLAIM + "| StatisticsEnabled | false",
                CLAIM + "| Tracing | true",
                CONTEXT + "| Tracing | true",
                TRACER + "| TraceFilter | ${bean:exit}",
                TRACER + "| TracePattern | (a+)+$",
                TRACER + "| BacklogSize | 1000000",
                TRACER + "| BodyIncludeStreams | true",
                TRACER + "| BodyIncludeFiles | true",
                TRACER + "| BodyMaxChars | 1000000000",
                TRACER + "| BodyMaxChars | -1",
                "java.lang:type=Memory | Verbose | true",
                "java.lang:type=Threading | ThreadCpuTimeEnabled | false"
            })
    void letsNobodyWriteAnythingElse(String name, String attribute, String value) throws Exception {
        assertThat(status(OPERATOR, write(name, attribute, value))).isEqualTo(FORBIDDEN);
        assertThat(status(VIEWER, write(name, attribute, value))).isEqualTo(FORBIDDEN);
    }

    @Test
    void letsOperatorsAloneTrace() throws Exception {
        assertThat(status(VIEWER, write(TRACER, "Enabled", "true"))).isEqualTo(FORBIDDEN);
        assertThat(status(VIEWER, exec(TRACER, "dumpAllTracedMessagesAsXml()"))).isEqualTo(FORBIDDEN);

        assertThat(status(OPERATOR, write(TRACER, "BodyMaxChars", "5000"))).isEqualTo(OK);
        assertThat(status(OPERATOR, write(TRACER, "BodyIncludeStreams", "false")))
                .isEqualTo(OK);
        assertThat(status(OPERATOR, write(TRACER, "TracePattern", "batch,tail-*")))
                .isEqualTo(OK);
        assertThat(status(OPERATOR, write(TRACER, "Enabled", "true"))).isEqualTo(OK);
        assertThat(value(VIEWER, read(TRACER, "Enabled")).booleanValue()).isTrue();
        assertThat(status(OPERATOR, exec(TRACER, "dumpAllTracedMessagesAsXml()")))
                .isEqualTo(OK);
        assertThat(status(OPERATOR, write(TRACER, "Enabled", "false"))).isEqualTo(OK);
    }

    @Test
    void letsOperatorsAloneBrowseMessages() throws Exception {
        String bell = value(VIEWER, request("search").put("mbean", BELL)).get(0).textValue();

        assertThat(status(VIEWER, exec(bell, "browseAllMessagesAsXml(java.lang.Boolean)", true)))
                .isEqualTo(FORBIDDEN);
        assertThat(status(OPERATOR, exec(bell, "browseAllMessagesAsXml(java.lang.Boolean)", true)))
                .isEqualTo(OK);
    }

    @Test
    void showsTheCheckpointOfAFeed() throws Exception {
        JsonNode checkpoint =
                value(VIEWER, request("read").put("mbean", "snowline:context=snowline,type=Checkpoints,feed=orders"));

        assertThat(checkpoint.get("Feed").textValue()).isEqualTo("orders");
        assertThat(checkpoint.get("Files").intValue()).isZero();
        assertThat(checkpoint.get("BytesBehind").longValue()).isZero();
        assertThat(checkpoint.get("SecondsBehind").longValue()).isZero();
        assertThat(Instant.parse(checkpoint.get("LastSave").textValue())).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void showsBatchesToViewersAndLetsNobodyChangeThem() throws Exception {
        JsonNode batches = value(VIEWER, request("read").put("mbean", BATCHES));

        assertThat(batches.get("InHand").textValue()).isEmpty();
        assertThat(batches.get("Last").textValue()).isEmpty();
        assertThat(batches.get("LastCounts")).isEmpty();
        assertThat(batches.get("Loaded").longValue()).isZero();
        assertThat(batches.get("Held").longValue()).isZero();
        assertThat(status(OPERATOR, write(BATCHES, "Held", "1"))).isEqualTo(FORBIDDEN);
        JsonNode described = value(VIEWER, request("list").put("path", "snowline/" + BATCHES.substring(9)));
        assertThat(described.get("op").fieldNames())
                .toIterable()
                .isNotEmpty()
                .allMatch(operation -> operation.startsWith("get"));
        assertThat(described.at("/attr").findValues("rw")).isNotEmpty().noneMatch(JsonNode::booleanValue);
        assertThat(described.at("/attr/Held/desc").textValue()).startsWith("Batches that were held");
    }

    @Test
    void letsOperatorsAloneReplay() throws Exception {
        String batch = "20261120T093000Z-0a1b2c";

        assertThat(status(VIEWER, exec(REPLAY, "reprocess", batch))).isEqualTo(FORBIDDEN);
        assertThat(status(VIEWER, exec(REPLAY, "retry", "dead-letter/objects/orders/x")))
                .isEqualTo(FORBIDDEN);
        assertThat(answer(OPERATOR, exec(REPLAY, "reprocess", "no batch"))
                        .get("error")
                        .textValue())
                .contains("no batch");
        assertThat(answer(OPERATOR, exec(REPLAY, "retry", "landing/orders/x"))
                        .get("error")
                        .textValue())
                .contains("is not the key of a dead object");
    }

    @Test
    void describesItsOwnMBeans() throws Exception {
        JsonNode replay = value(OPERATOR, request("list").put("path", "snowline/" + REPLAY.substring(9)));

        assertThat(replay.get("desc").textValue()).isEqualTo("Has batches processed again, and puts dead objects back");
        assertThat(replay.get("op").fieldNames()).toIterable().contains("retry", "reprocess", "release", "reload");
    }

    @Test
    void letsNobodySteerByFollowingALink() throws Exception {
        String claim = CLAIM.replace("\"", "%22");

        assertThat(JSON.readTree(get(OPERATOR, "/exec/" + claim + "/stop()").body())
                        .get("status")
                        .intValue())
                .isEqualTo(FORBIDDEN);
        assertThat(JSON.readTree(get(OPERATOR, "?p=exec/" + claim + "/stop()").body())
                        .get("status")
                        .intValue())
                .isEqualTo(FORBIDDEN);
        assertThat(JSON.readTree(get(OPERATOR, "/read/" + claim + "/State").body())
                        .get("value")
                        .textValue())
                .isEqualTo("Started");
    }

    @Test
    void judgesEachOfManyRequests() throws Exception {
        ArrayNode many = JSON.createArrayNode()
                .add(request("version"))
                .add(exec(CLAIM, "stop()"))
                .add(request("nonsense"))
                .add(JSON.createArrayNode());

        JsonNode answers = JSON.readTree(send(VIEWER, many.toString()).body());

        assertThat(answers).hasSize(4);
        assertThat(answers.at("/0/status").intValue()).isEqualTo(OK);
        assertThat(answers.at("/1/status").intValue()).isEqualTo(FORBIDDEN);
        assertThat(answers.at("/2/status").intValue()).isEqualTo(FORBIDDEN);
        assertThat(answers.at("/3/status").intValue()).isEqualTo(FORBIDDEN);
    }

    @Test
    void boundsHowMuchIsAskedForAtOnce() throws Exception {
        ArrayNode many = JSON.createArrayNode();
        for (int i = 0; i < 200; i++) {
            many.add(request("read")
                    .put("mbean", "*:*")
                    .set("config", JSON.createObjectNode().put("ignoreErrors", true)));
        }
        assertThat(send(VIEWER, many.toString()).statusCode()).isEqualTo(413);
        assertThat(send(VIEWER, "[" + "1,".repeat(1_000) + "1]").statusCode()).isEqualTo(413);
        assertThat(send(VIEWER, " ".repeat(600_000)).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"maxDepth", "maxObjects", "maxCollectionSize"})
    void takesNoLimitForNone(String limit) throws Exception {
        for (String none : List.of("0", "-1", "x", "99999999999")) {
            ObjectNode asked = read(CONTEXT, "State");
            asked.set("config", JSON.createObjectNode().put(limit, none));
            assertThat(status(VIEWER, asked)).isEqualTo(FORBIDDEN);
            assertThat(get(VIEWER, "/version?" + limit + "=" + none).statusCode())
                    .isEqualTo(400);
        }
        assertThat(get(VIEWER, "/version?" + limit + "=1").statusCode()).isEqualTo(OK);
    }

    @Test
    void connectsToNoOtherProcess() throws Exception {
        ObjectNode asked = read("java.lang:type=Memory", "HeapMemoryUsage");
        asked.set("target", JSON.createObjectNode().put("url", "service:jmx:rmi:///jndi/rmi://127.0.0.1:1/jmxrmi"));

        assertThat(status(OPERATOR, asked)).isEqualTo(FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "nonsense", "[1"})
    void saysThatARequestIsNone(String body) throws Exception {
        assertThat(send(VIEWER, body).statusCode()).isEqualTo(400);
    }

    @Test
    void saysThatAPathIsNone() throws Exception {
        ObjectNode asked = request("list");
        asked.set("path", JSON.createArrayNode().add("java.lang").add(1).add(JSON.createObjectNode()));

        assertThat(status(VIEWER, asked)).isEqualTo(400);
    }

    @Test
    void saysThatANameIsNone() throws Exception {
        assertThat(status(VIEWER, read("no name", "x"))).isEqualTo(400);
    }

    @Test
    void survivesARequestThatIsNestedDeeply() throws Exception {
        assertThat(send(VIEWER, "[".repeat(100_000)).statusCode()).isEqualTo(400);
    }

    @Test
    void tellsNoStackTraces() throws Exception {
        ObjectNode asked = read(CLAIM, "Nothing");
        asked.set(
                "config",
                JSON.createObjectNode().put("includeStackTrace", "true").put("serializeException", "true"));

        assertThat(send(OPERATOR, asked.toString()).body())
                .contains("\"status\":404")
                .doesNotContain("\\tat ", "stackTrace\":", "error_value");
    }

    @Test
    void listsNothingThatIsOfNoUse() throws Exception {
        JsonNode domains = value(
                OPERATOR, request("list").set("config", JSON.createObjectNode().put("maxDepth", 1)));

        assertThat(domains.fieldNames())
                .toIterable()
                .contains("org.apache.camel", "java.lang")
                .isSubsetOf("org.apache.camel", "java.lang", "snowline");
    }

    @Test
    void describesEachKindOfMBeanOnceWhereTheConsoleAsksForThat() throws Exception {
        String plain = send(OPERATOR, request("list").toString()).body();
        ObjectNode asked = request("list").set("config", JSON.createObjectNode().put("listCache", true));
        String brief = send(OPERATOR, asked.toString()).body();

        JsonNode listed = JSON.readTree(brief).path("value");
        Map<String, JsonNode> beans = new HashMap<>();
        for (Map.Entry<String, JsonNode> bean :
                listed.path("domains").path("org.apache.camel").properties()) {
            JsonNode told = bean.getValue();
            beans.put(bean.getKey(), told.isTextual() ? listed.path("cache").path(told.asText()) : told);
        }
        assertThat(JSON.<JsonNode>valueToTree(beans))
                .isEqualTo(JSON.readTree(plain).path("value").path("org.apache.camel"));
        assertThat(brief.length()).isLessThan(plain.length() / 5);
    }

    /** Every attribute alone, all of them together, and every operation without parameters that is allowed. */
    @Test
    void tellsAnOperatorNoSecret() throws Exception {
        List<ObjectNode> questions = new ArrayList<>();
        JsonNode domains = value(
                OPERATOR, request("list").set("config", JSON.createObjectNode().put("maxDepth", 9)));
        for (Map.Entry<String, JsonNode> domain : domains.properties()) {
            for (Map.Entry<String, JsonNode> bean : domain.getValue().properties()) {
                questions.addAll(questions(domain.getKey() + ":" + bean.getKey(), bean.getValue()));
            }
        }
        assertThat(questions).hasSizeGreaterThan(1_000);
        assertThat(domains.toString()).doesNotContain("limit exceeded");

        StringBuilder told = new StringBuilder();
        for (int from = 0; from < questions.size(); from += 100) {
            ArrayNode some = JSON.createArrayNode();
            some.addAll(questions.subList(from, Math.min(from + 100, questions.size())));
            HttpResponse<String> answer = send(OPERATOR, some.toString());
            assertThat(answer.statusCode()).isEqualTo(OK);
            told.append(answer.body());
        }
        told.append(send(OPERATOR, """
                {"type":"read","mbean":"*:*","config":{"ignoreErrors":true}}""").body());

        assertThat(told.toString())
                .contains("\"claim\"", "VmName", "\"status\":200")
                .doesNotContain(RunningApplication.PASSWORD, PLANTED, READS.password(), STEERS.password());
    }

    private static List<ObjectNode> questions(String name, JsonNode bean) {
        List<ObjectNode> questions = new ArrayList<>();
        bean.path("attr").fieldNames().forEachRemaining(each -> questions.add(read(name, each)));
        bean.path("op").fieldNames().forEachRemaining(each -> {
            if (each.matches("(dump|get|is|list|browse).*")) {
                questions.add(exec(name, each + "()"));
                questions.add(exec(name, each + "(boolean)", true));
                questions.add(exec(name, each + "(boolean,boolean)", true, true));
            }
        });
        return questions;
    }

    private static ObjectNode request(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    private static ObjectNode read(String name, String attribute) {
        return request("read").put("mbean", name).put("attribute", attribute);
    }

    private static ObjectNode write(String name, String attribute, String value) {
        return request("write").put("mbean", name).put("attribute", attribute).put("value", value);
    }

    private static ObjectNode exec(String name, String operation, Object... arguments) {
        ObjectNode request = request("exec").put("mbean", name).put("operation", operation);
        request.set("arguments", JSON.valueToTree(arguments));
        return request;
    }

    private static int status(String credentials, JsonNode request) throws Exception {
        return answer(credentials, request).get("status").intValue();
    }

    private static JsonNode value(String credentials, JsonNode request) throws Exception {
        return answer(credentials, request).get("value");
    }

    private static JsonNode answer(String credentials, JsonNode request) throws Exception {
        return JSON.readTree(send(credentials, request.toString()).body());
    }

    private static HttpResponse<String> send(String credentials, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(""))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!credentials.isEmpty()) {
            request.header("Authorization", credentials);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String credentials, String path) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (!credentials.isEmpty()) {
            request.header("Authorization", credentials);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create(application.management() + "/hawtio/jolokia" + path);
    }

    private static String credentials(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
