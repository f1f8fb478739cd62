package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.http.NewKey;
import routes.http.Statuses;
import routes.ingest.Placed;
import routes.settings.SettingsException;

/** What a client is answered, over real sockets. */
class GatewayRouteTest {
    /** Far more than the sockets of both sides hold. */
    private static final long UNREAD_BYTES = 96L * 1024 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONG = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path directory;

    private RunningGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = RunningGateway.open();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void tellsWhereEachEventIsStored() throws Exception {
        HttpResponse<String> answer = client.send(
                post("/v1/events/events", "application/json", "[{\"a\":1},{\"b\":2}]")
                        .header("X-Request-Id", "mine-1")
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("X-Request-Id")).contains("mine-1");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"accepted\":2,\"request\":\"mine-1\",\"records\":[{\"index\":0,\"shard\":\"shardId-0\","
                        + "\"sequence\":\"1\"},{\"index\":1,\"shard\":\"shardId-0\",\"sequence\":\"2\"}]}");
        assertThat(lines()).hasSize(2).allSatisfy(line -> assertThat(line)
                .contains("\"request\":\"mine-1\"")
                .endsWith("}\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "application/json                 | {\"a\":1}",
                "application/JSON; charset=UTF-8  | [{\"a\":1}]",
                "application/x-ndjson             | {\"a\":1}~",
                "text/csv                         | a~1~",
            })
    void takesEachForm(String type, String body) throws Exception {
        assertThat(send(post("/v1/events/events", type, body.replace('~', '\n')))
                        .statusCode())
                .isEqualTo(202);
        assertThat(lines()).hasSize(1);
    }

    @Test
    void endsAConnectionWhoseClientDoesNotReadItsAnswers() throws Exception {
        byte[] request = ("GET /nothing HTTP/1.1\r\nHost: localhost\r\nPadding: " + "x".repeat(1_000) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        long sent = 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            while (sent < UNREAD_BYTES) {
                socket.getOutputStream().write(request);
                sent += request.length;
            }
        } catch (IOException e) {
            // As it must.
        }
        assertThat(sent).isLessThan(UNREAD_BYTES);
    }

    @Test
    void countsWhatManySmallPiecesOfABodyTake() throws Exception {
        try (RawHttp client = new RawHttp(gateway.port())) {
            client.send(String.join(
                    "\r\n",
                    "POST /v1/events/events HTTP/1.1",
                    "Host: localhost",
                    "Content-Type: application/json",
                    "Transfer-Encoding: chunked",
                    "",
                    ""));
            client.send("1\r\n \r\n".repeat(400_000));

            assertThat(client.answer()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void takesAPackedBody() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        }
        HttpRequest request = HttpRequest.newBuilder(gateway.uri("/v1/events/events"))
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(packed.toByteArray()))
                .build();

        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(202);
        assertThat(lines()).singleElement().asString().endsWith("\"data\":{\"a\":1}}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "/v1/events/events   | application/json | {            | 400",
                "/v1/events/events   | application/json | [{},1]       | 400",
                "/v1/events/events   | application/json |              | 400",
                "/v1/events/typed    | application/json | {\"id\":1}   | 400",
                "/v1/events/none     | application/json | {}           | 404",
                "/v1/events/../events| application/json | {}           | 404",
                "/v1/events/events/x | application/json | {}           | 404",
                "/                   | application/json | {}           | 404",
                "/v1/docs/           | application/json | {}           | 405",
                "/v1/events/events   | text/plain       | {}           | 415",
                "/v1/events/events   | application/json; charset=latin1 | {} | 415",
            })
    void saysWhyNothingIsTaken(String path, String type, String body, int status) throws Exception {
        HttpResponse<String> answer = send(post(path, type, body == null ? "" : body));

        assertProblem(answer, status);
        assertThat(lines()).isEmpty();
    }

    @Test
    void refusesOtherMethods() throws Exception {
        for (String method : List.of("GET", "PUT", "DELETE", "PATCH", "OPTIONS")) {
            HttpResponse<String> answer = send(
                    HttpRequest.newBuilder(gateway.uri("/v1/events/events")).method(method, BodyPublishers.noBody()));
            assertProblem(answer, 405);
            assertThat(answer.headers().firstValue("Allow")).contains("POST");
        }
    }

    @ParameterizedTest
    @CsvSource({"Idempotency-Key, with space, 400", "Content-Encoding, br, 415", "Content-Encoding, 'gzip, gzip', 415"})
    void refusesHeadersThatItDoesNotUnderstand(String name, String value, int status) throws Exception {
        assertProblem(send(post("/v1/events/events", "application/json", "{}").header(name, value)), status);
    }

    @Test
    void saysWhichEventsOfARequestAreNotStored() throws Exception {
        gateway.intake().decide(index -> index == 1 ? new Placed.GivenUp("too late") : new Placed.Stored("s", "7"));
        HttpResponse<String> answer = send(post(
                "/v1/events/typed", "application/json", "[{\"id\":\"a\"},{\"id\":1},{\"id\":\"b\"},{\"id\":\"c\"}]"));

        assertThat(answer.statusCode()).isEqualTo(207);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.get("accepted").intValue()).isEqualTo(2);
        assertThat(body.get("refused").intValue()).isEqualTo(2);
        assertThat(body.get("records"))
                .extracting(record -> record.get("index").intValue(), record -> record.get("status")
                        .intValue())
                .map(Object::toString)
                .containsExactlyInAnyOrder("(0, 202)", "(1, 400)", "(2, 503)", "(3, 202)");
    }

    @Test
    void asksForTheSameRequestAgainWhenKinesisTakesNothing() throws Exception {
        gateway.intake().decide(index -> new Placed.GivenUp("away"));
        HttpResponse<String> answer = send(post("/v1/events/events", "application/json", "{}"));

        assertProblem(answer, 503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
    }

    @Test
    void asksToWaitWhenEventsArriveTooFast() throws Exception {
        gateway.intake().busy(true);
        HttpResponse<String> answer = send(post("/v1/events/events", "application/json", "{}"));

        assertProblem(answer, 429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("3");
    }

    @Test
    void holdsNoThreadWhileKinesisIsAsked() throws Exception {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        gateway.intake().answerAfter(gate);
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            waiting.add(client.sendAsync(
                    post("/v1/events/events", "application/json", "{\"n\":" + i + "}")
                            .build(),
                    BodyHandlers.ofString()));
        }

        Awaitility.await().until(() -> gateway.intake().events().size() == 60);
        gate.complete(null);

        assertThat(waiting)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(202));
    }

    @Test
    void givesEachOfManyConcurrentRequestsItsOwnAnswer() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 300)
                .mapToObj(i -> client.sendAsync(
                        post("/v1/events/events", "application/x-ndjson", ("{\"n\":\"" + i + "\"}\n").repeat(1 + i % 5))
                                .header("X-Request-Id", "r-" + i)
                                .build(),
                        BodyHandlers.ofString()))
                .toList();

        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).join().statusCode())
                    .as(answers.get(i).join().body())
                    .isEqualTo(202);
            JsonNode answer = JSON.readTree(answers.get(i).join().body());
            assertThat(answer.get("request").textValue()).isEqualTo("r-" + i);
            assertThat(answer.get("accepted").intValue()).isEqualTo(1 + i % 5);
        }
        for (String line : lines()) {
            JsonNode event = JSON.readTree(line);
            assertThat(event.at("/metadata/request").textValue())
                    .isEqualTo("r-" + event.at("/data/n").textValue());
        }
        assertThat(lines().stream().map(line -> line.substring(0, 60)).distinct())
                .hasSize(900);
    }

    @Test
    void letsOnlyClientsWithAKeyForTheFeedIn() throws Exception {
        gateway.close();
        NewKey shop = NewKey.of("shop", new SecureRandom());
        Path file = directory.resolve("keys");
        Files.writeString(file, shop.line() + ":events\n");
        gateway = RunningGateway.start(
                RunningGateway.settings(Optional.of(file), 8L * RunningGateway.BODY_LIMIT, LONG, 9));

        HttpResponse<String> stranger = send(post("/v1/events/none", "text/plain", "{"));
        assertProblem(stranger, 401);
        assertThat(stranger.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"snowline\"");
        assertProblem(
                send(post("/v1/events/events", "application/json", "{}").header("X-Api-Key", shop.key() + "x")), 401);
        assertProblem(
                send(post("/v1/events/events", "application/json", "{}")
                        .header("X-Api-Key", shop.key())
                        .header("Authorization", "Bearer " + shop.key())),
                401);
        assertProblem(send(post("/v1/events/typed", "application/json", "{}").header("X-Api-Key", shop.key())), 403);
        assertThat(send(post("/v1/events/events", "application/json", "{}").header("X-Api-Key", shop.key()))
                        .statusCode())
                .isEqualTo(202);
        assertThat(send(post("/v1/events/events", "application/json", "{}")
                                .header("Authorization", "bearer " + shop.key()))
                        .statusCode())
                .isEqualTo(202);
        assertThat(lines()).hasSize(2);
    }

    @Test
    void doesNotListenToStrangersWithoutKeys() {
        assertThatThrownBy(() -> RunningGateway.start(RunningGateway.settings("0.0.0.0")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("ingest.keys-file");
    }

    @Test
    void answersPosts503WhileItStops() throws Exception {
        gateway.camel().getRouteController().suspendRoute("ingest");

        assertProblem(send(post("/v1/events/events", "application/json", "{}")), 503);
    }

    @Test
    void describesWhatItAnswers() throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(gateway.uri("/v1/openapi.json")).GET());
        JsonNode document = JSON.readTree(answer.body());
        JsonNode post = document.at("/paths").get("/v1/events/{feed}").get("post");

        assertThat(gateway.camel().getRestRegistry().listAllRestServices())
                .singleElement()
                .satisfies(service -> {
                    assertThat(service.getBasePath() + service.getUriTemplate()).isEqualTo("/v1/events/{feed}");
                    assertThat(Set.of(service.getConsumes().split(",")))
                            .isEqualTo(names(post.at("/requestBody/content")));
                });
        assertThat(names(document.get("paths"))).containsExactly("/v1/events/{feed}");
        assertThat(names(post.get("responses"))).isEqualTo(Statuses.all());
    }

    @Test
    void servesAPageToTryItAndNothingElse() throws Exception {
        HttpResponse<String> page =
                send(HttpRequest.newBuilder(gateway.uri("/v1/docs/")).GET());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'");
        for (String file : List.of("docs.js", "swagger-ui.css", "swagger-ui-bundle.js")) {
            assertThat(page.body()).contains(file);
            assertThat(send(HttpRequest.newBuilder(gateway.uri("/v1/docs/" + file))
                                    .GET())
                            .statusCode())
                    .as(file)
                    .isEqualTo(200);
        }
        for (String path : List.of("/v1/docs/../../application.properties", "/application.properties", "/v1/docs/x")) {
            assertProblem(send(HttpRequest.newBuilder(gateway.uri(path)).GET()), 404);
        }
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void assertProblem(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("detail").textValue()).isNotBlank();
        assertThat(problem.get("instance").textValue())
                .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
    }

    private HttpRequest.Builder post(String path, String type, String body) {
        return HttpRequest.newBuilder(gateway.uri(path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private List<String> lines() {
        return gateway.intake().events().stream()
                .map(event -> new String(event.line(), StandardCharsets.UTF_8))
                .collect(Collectors.toList());
    }
}
