package local.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class GateTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final List<String> served = new CopyOnWriteArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService serverThreads = Executors.newCachedThreadPool();
    private HttpServer server;
    private Gate gate;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::echo);
        server.setExecutor(serverThreads);
        server.start();
        gate = new Gate(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() throws IOException {
        gate.close();
        server.stop(0);
        serverThreads.shutdownNow();
    }

    private void echo(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            served.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.getResponseHeaders()
                    .set("X-Host", exchange.getRequestHeaders().getFirst("Host"));
            boolean chunked = exchange.getRequestURI().getPath().startsWith("/chunked");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head || body.length == 0 ? -1 : chunked ? 0 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Test
    void tellsOfEachRequestWithItsBody() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        gate.tell((request, body) ->
                heard.add(request.method() + " " + request.path() + " " + new String(body, StandardCharsets.UTF_8)));
        client.send(
                HttpRequest.newBuilder(gate.endpoint().resolve("/a?b"))
                        .POST(BodyPublishers.ofString("some text"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(heard).containsExactly("POST /a?b some text");
    }

    @Test
    void forwardsBodiesBothWaysAndKeepsTheHost() throws Exception {
        byte[] content = new byte[2_000_000];
        new Random(1).nextBytes(content);
        for (String path : List.of("/sized", "/chunked")) {
            for (var publisher : List.of(
                    BodyPublishers.ofByteArray(content),
                    // Of unknown length, hence chunked.
                    BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(content)))) {
                HttpResponse<byte[]> answer =
                        client.send(request(path).POST(publisher).build(), BodyHandlers.ofByteArray());

                assertThat(answer.body()).isEqualTo(content);
                assertThat(answer.headers().firstValue("X-Host"))
                        .contains(gate.endpoint().getAuthority());
            }
        }
    }

    @Test
    void passesOnExpectContinue() throws Exception {
        HttpResponse<String> answer = client.send(
                request("/a")
                        .expectContinue(true)
                        .PUT(BodyPublishers.ofString("body"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo("body");
    }

    @Test
    void answersHeadWithoutABody() throws Exception {
        HttpRequest head = request("/a").method("HEAD", BodyPublishers.noBody()).build();

        assertThat(client.send(head, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        assertThat(post("/b", "next").body()).isEqualTo("next");
    }

    @Test
    void countsAndRemembersRequestsInTheirOrder() throws Exception {
        post("/a", "1");
        client.send(
                request("/b?c=d")
                        .header("X-Amz-Target", "Firehose_20150804.PutRecord")
                        .GET()
                        .build(),
                BodyHandlers.discarding());

        assertThat(gate.count()).isEqualTo(2);
        assertThat(gate.requests())
                .extracting(Request::toString)
                .containsExactly("1 POST /a", "2 GET /b?c=d Firehose_20150804.PutRecord");

        gate.restartCount();
        post("/e", "1");
        assertThat(gate.requests()).extracting(Request::number).containsExactly(1L);
    }

    @Test
    void forgetsTheOldestRequestsButCountsThem() {
        for (int i = 1; i <= Gate.REMEMBERED + 5; i++) {
            gate.admit(new Head("GET /" + i + " HTTP/1.1", List.of(), ""));
        }

        assertThat(gate.count()).isEqualTo(Gate.REMEMBERED + 5);
        assertThat(gate.requests()).hasSize(Gate.REMEMBERED);
        assertThat(gate.requests().get(0).path()).isEqualTo("/6");
    }

    @Test
    void numbersEachRequestOnceWhenManyComeAtOnce() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            calls.add(send("/" + i, "x"));
        }
        for (var call : calls) {
            call.get(60, TimeUnit.SECONDS);
        }

        assertThat(gate.requests())
                .extracting(Request::number)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 200).boxed().toList());
    }

    @Test
    void holdsARequestBeforeTheServerSeesIt() throws Exception {
        Hold hold = gate.holdBefore(2);
        post("/first", "x");

        CompletableFuture<HttpResponse<String>> second = send("/second", "x");
        hold.awaitHeld(SOON);
        assertThat(post("/third", "x").statusCode()).isEqualTo(200);
        assertThat(served).containsExactly("POST /first", "POST /third");

        hold.release();
        assertThat(second.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(served).containsExactly("POST /first", "POST /third", "POST /second");
    }

    @Test
    void holdsAnAnswerTheServerHasGiven() throws Exception {
        Hold hold = gate.holdAfter(Request.to("POST", "/slow"));

        CompletableFuture<HttpResponse<String>> call = send("/slow", "content");
        hold.awaitHeld(SOON);
        Awaitility.await().until(() -> served.contains("POST /slow"));
        assertThatThrownBy(() -> call.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

        hold.release();
        assertThat(call.get(60, TimeUnit.SECONDS).body()).isEqualTo("content");
    }

    @Test
    void dropsAHeldRequestForGood() throws Exception {
        Hold hold = gate.holdBefore(1);
        CompletableFuture<HttpResponse<String>> call = send("/a", "x");
        hold.awaitHeld(SOON);

        hold.drop();

        assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
        assertThat(served).isEmpty();
    }

    @Test
    void dropsTheConnectionBeforeForwarding() {
        Fault fault = gate.dropBefore(Request.to("POST", "/a")).times(1);

        assertThatThrownBy(() -> post("/a", "x")).isInstanceOf(IOException.class);
        assertThat(served).isEmpty();
        assertThat(fault.hits()).isEqualTo(1);
    }

    @Test
    void losesTheAnswerAfterServing() throws Exception {
        gate.dropAfter(Request.any()).times(1);

        assertThatThrownBy(() -> post("/a", "x")).isInstanceOf(IOException.class);
        assertThat(served).containsExactly("POST /a");
        assertThat(post("/b", "x").statusCode()).isEqualTo(200);
    }

    @Test
    void answersInTheServersPlaceAsOftenAsAsked() throws Exception {
        Fault fault = gate.answer(Request.any(), Answer.slowDown()).times(2);

        assertThat(post("/a", "x").statusCode()).isEqualTo(503);
        assertThat(post("/a", "x").body()).contains("<Code>SlowDown</Code>");
        assertThat(post("/a", "x").statusCode()).isEqualTo(200);
        assertThat(fault.hits()).isEqualTo(2);
        assertThat(served).hasSize(1);
    }

    @Test
    void delaysARequest() throws Exception {
        gate.delay(Request.any(), Duration.ofMillis(80));
        long start = System.nanoTime();

        post("/a", "x");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(80));
    }

    @Test
    void endsFaultsThatAreCleared() throws Exception {
        gate.answer(Request.any(), Answer.slowDown());
        Hold hold = gate.holdBefore(Request.to("POST", "/held"));
        CompletableFuture<HttpResponse<String>> held = send("/held", "x");
        hold.awaitHeld(SOON);

        gate.clearFaults();

        held.get(60, TimeUnit.SECONDS);
        assertThat(post("/a", "x").statusCode()).isEqualTo(200);
    }

    @Test
    void saysThatNothingIsHeld() {
        Hold hold = gate.holdBefore(1);

        assertThatThrownBy(() -> hold.awaitHeld(Duration.ofMillis(20))).hasMessageContaining("No request was held");
    }

    @Test
    void closesAConnectionThatDoesNotSpeakHttp() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), gate.endpoint().getPort())) {
            socket.getOutputStream().write("no colon here\r\nnor here\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(gate.count()).isZero();
        assertThat(post("/a", "x").statusCode()).isEqualTo(200);
    }

    @Test
    void connectsAnewWhenTheServerClosedAnIdleConnection() throws Exception {
        post("/a", "x");
        int port = server.getAddress().getPort();
        server.stop(0);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::echo);
        server.setExecutor(serverThreads);
        server.start();

        assertThat(post("/b", "x").statusCode()).isEqualTo(200);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(gate.endpoint().resolve(path)).timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> send(String path, String body) {
        return client.sendAsync(
                request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }
}
