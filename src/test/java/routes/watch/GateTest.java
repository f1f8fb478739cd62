package routes.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate before a server that answers every request with the name of the visitor and whether they steer. */
class GateTest {
    private static final NewUser READS = NewUser.of("reads", "viewer", new SecureRandom());
    private static final NewUser STEERS = NewUser.of("steers", "operator", new SecureRandom());
    private static final String VIEWER = "Authorization: " + UsersTest.basic("reads", READS.password());
    private static final String OPERATOR = "Authorization: " + UsersTest.basic("steers", STEERS.password());
    private static final String JSON = "Content-Type: application/json";

    private static Vertx vertx;
    private static HttpServer guarded;
    private static HttpServer closed;
    private static HttpServer local;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        Users both = Users.parse(READS.line() + "\n" + STEERS.line());
        Optional<Supplier<Users>> users = Optional.of(() -> both);
        guarded = serve(new Gate(users, true, false));
        closed = serve(new Gate(users, false, false));
        local = serve(new Gate(Optional.empty(), true, true));
    }

    private static HttpServer serve(Gate gate) throws Exception {
        Router router = Router.router(vertx);
        router.route("/*").handler(gate);
        router.route().handler(GateTest::tell);
        return vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    private static void tell(RoutingContext request) {
        if (Gate.OPEN.contains(request.request().path())) {
            request.end("nobody asked");
        } else {
            request.end(Visitor.of(request).name() + " " + Visitor.of(request).maySteer());
        }
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void tellsWhoVisits() throws Exception {
        assertThat(send(guarded, "GET /batches", VIEWER)).endsWith("reads false");
        assertThat(send(guarded, "GET /batches", OPERATOR)).endsWith("steers true");
        assertThat(send(local, "GET /batches")).endsWith("local true");
    }

    @Test
    void asksWhoDoesNotSay() throws Exception {
        assertThat(send(guarded, "GET /batches"))
                .startsWith("HTTP/1.1 401 ")
                .contains("WWW-Authenticate: Basic realm=\"Snowline\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void answersProbesOfHealth(String method) throws Exception {
        for (String path : Gate.OPEN) {
            assertThat(send(guarded, method + " " + path)).startsWith("HTTP/1.1 200 ");
            assertThat(send(local, method + " " + path)).startsWith("HTTP/1.1 200 ");
            assertThat(send(closed, method + " " + path)).startsWith("HTTP/1.1 401 ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /observe/health",
                "OPTIONS /observe/metrics",
                "GET /observe/health/",
                "GET //observe/health",
                "GET /observe/../observe/health",
                "GET /observe/health/../../batches",
                "GET /observe/%68ealth",
                "GET /OBSERVE/health",
                "GET /observe/health;x",
                "GET /observe/health%2f..%2f..%2fbatches",
                "GET /observe/health\\..\\..\\batches",
                "GET /observe/info",
                "GET /",
                "GET /;",
                "TRACE /batches",
                "PROPFIND /batches"
            })
    void closesAllElse(String request) throws Exception {
        assertThat(send(guarded, request)).startsWith("HTTP/1.1 401 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"})
    void letsOperatorsAloneSteer(String method) throws Exception {
        String request = method + " /batches";

        assertThat(send(guarded, request, VIEWER, "X-Snowline: 1"))
                .startsWith("HTTP/1.1 403 ")
                .contains("reads may only read");
        assertThat(send(guarded, request, OPERATOR, "X-Snowline: 1")).startsWith("HTTP/1.1 200 ");
        assertThat(send(local, request, "X-Snowline: 1")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void wantsTheHeaderThatNoFormSends() throws Exception {
        assertThat(send(guarded, "POST /batches", OPERATOR))
                .startsWith("HTTP/1.1 403 ")
                .contains("X-Snowline: 1");
        assertThat(send(local, "POST /batches")).startsWith("HTTP/1.1 403 ");
    }

    @ParameterizedTest
    @CsvSource({
        "cross-site, cors, 403",
        "same-site, no-cors, 403",
        "same-origin, cors, 200",
        "none, navigate, 200",
        "cross-site, navigate, 200"
    })
    void refusesPagesOfOtherSites(String site, String mode, int status) throws Exception {
        assertThat(send(guarded, "GET /batches", OPERATOR, "Sec-Fetch-Site: " + site, "Sec-Fetch-Mode: " + mode))
                .startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void refusesAFormOfAnotherSite() throws Exception {
        assertThat(send(
                        local,
                        "POST /batches",
                        "X-Snowline: 1",
                        "Sec-Fetch-Site: cross-site",
                        "Sec-Fetch-Mode: navigate"))
                .startsWith("HTTP/1.1 403 ");
    }

    @Test
    void looksAtTheOriginThatAnOlderBrowserNames() throws Exception {
        assertThat(send(local, "POST /batches", "X-Snowline: 1", "Origin: http://other.example"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(send(local, "POST /batches", "X-Snowline: 1", "Origin: null"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(send(local, "POST /batches", "X-Snowline: 1", "Origin: http://localhost"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void answersOnThisHostToNoOtherName() throws Exception {
        assertThat(sendTo(local, "rebound.example", "GET /batches")).startsWith("HTTP/1.1 421 ");
        assertThat(sendTo(local, "rebound.example", "GET /observe/health")).startsWith("HTTP/1.1 421 ");
        assertThat(sendTo(guarded, "rebound.example", "GET /batches", VIEWER)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void letsViewersAskJolokiaInJsonOnly() throws Exception {
        assertThat(send(guarded, "POST /hawtio/jolokia", VIEWER, JSON)).endsWith("reads false");
        assertThat(send(guarded, "POST /hawtio/jolokia/", VIEWER, "Content-Type: text/json; charset=utf-8"))
                .endsWith("reads false");
        assertThat(send(guarded, "POST /hawtio/jolokia", VIEWER, "Content-Type: text/plain"))
                .startsWith("HTTP/1.1 415 ");
        assertThat(send(guarded, "POST /hawtio/jolokia", OPERATOR)).startsWith("HTTP/1.1 415 ");
        assertThat(send(guarded, "POST //hawtio/jolokia", VIEWER, JSON)).startsWith("HTTP/1.1 403 ");
        assertThat(send(guarded, "POST /hawtio/jolokia", JSON)).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void knowsNobodyWhoHasNotPassedIt() throws Exception {
        Router open = Router.router(vertx);
        open.route().handler(GateTest::tell);
        open.errorHandler(500, failure -> failure.end(failure.failure().getMessage()));
        HttpServer server = vertx.createHttpServer()
                .requestHandler(open)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);

        assertThat(send(server, "GET /batches")).endsWith("Nobody has asked who sent this request");
    }

    @Test
    void wantsANameForAVisitor() {
        assertThatThrownBy(() -> new Visitor(null, false)).isInstanceOf(NullPointerException.class);
    }

    private static String send(HttpServer server, String request, String... headers) throws IOException {
        return sendTo(server, "localhost", request, headers);
    }

    /** A request sent as it stands: clients tidy paths up. */
    private static String sendTo(HttpServer server, String host, String request, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            String text = request + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\nContent-Length: 0\r\n"
                    + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
