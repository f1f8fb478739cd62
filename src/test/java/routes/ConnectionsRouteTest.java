package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients may do to the connections of a gateway, said over raw sockets. */
class ConnectionsRouteTest {
    private static final int CONNECTIONS = 20;
    private static final int LIMIT = RunningGateway.BODY_LIMIT;
    private static final String POST = String.join(
            "\r\n", "POST /v1/events/events HTTP/1.1", "Host: localhost", "Content-Type: application/json", "");

    private RunningGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = RunningGateway.start(
                RunningGateway.settings(Optional.empty(), 2L * LIMIT, Duration.ofSeconds(1), CONNECTIONS));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void closesAConnectionOverWhichAHeadDrips() throws Exception {
        try (RawHttp http = connect()) {
            CompletableFuture<Void> dripping = CompletableFuture.runAsync(() -> drip(http, POST + "X-A: "));

            http.awaitEnd();

            dripping.join();
        }
    }

    @Test
    void answersABodyThatDripsWithATimeout() throws Exception {
        try (RawHttp http = connect()) {
            http.send(POST + "Content-Length: 1000\r\n\r\n");
            CompletableFuture<Void> dripping = CompletableFuture.runAsync(() -> drip(http, ""));

            assertThat(http.answer()).startsWith("HTTP/1.1 408 ");
            http.awaitEnd();
            dripping.join();
        }
    }

    @Test
    void closesASilentConnection() throws Exception {
        try (RawHttp http = connect()) {
            http.send(POST + "Content-Length: 2\r\n\r\n{}");
            assertThat(http.answer()).startsWith("HTTP/1.1 202 ");

            http.awaitEnd();
        }
    }

    @Test
    void keepsToTheMostConnections() throws Exception {
        List<RawHttp> open = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                open.add(connect());
                open.get(i).send(POST + "Content-Length: 2\r\n\r\n{}");
                assertThat(open.get(i).answer()).startsWith("HTTP/1.1 202 ");
            }
            try (RawHttp more = connect()) {
                more.awaitEnd();
            }
        } finally {
            for (RawHttp http : open) {
                http.close();
            }
        }
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() throws Exception {
        try (RawHttp http = connect()) {
            StringBuilder three = new StringBuilder();
            for (int i = 0; i < 3; i++) {
                three.append(POST).append("X-Request-Id: r").append(i).append("\r\nContent-Length: 2\r\n\r\n{}");
            }
            http.send(three.toString());

            for (int i = 0; i < 3; i++) {
                assertThat(http.answer()).startsWith("HTTP/1.1 202 ").contains("\"request\":\"r" + i + "\"");
            }
        }
    }

    @Test
    void asksForABodyOnlyWhenItWillRead() throws Exception {
        try (RawHttp http = connect()) {
            http.send(POST.replace("events HTTP", "none HTTP") + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(http.answer()).startsWith("HTTP/1.1 404 ");
        }
        try (RawHttp http = connect()) {
            http.send(POST + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(http.answer()).startsWith("HTTP/1.1 100 ");
            http.send("{}");
            assertThat(http.answer()).startsWith("HTTP/1.1 202 ");
        }
        try (RawHttp http = connect()) {
            http.send(POST + "Expect: tea\r\nContent-Length: 2\r\n\r\n{}");
            assertThat(http.answer()).startsWith("HTTP/1.1 417 ");
        }
    }

    @Test
    void goesOnWithTheConnectionOfARequestThatItRefused() throws Exception {
        try (RawHttp http = connect()) {
            http.send(POST.replace("events HTTP", "none HTTP") + "Content-Length: 2\r\n\r\n{}" + POST
                    + "Content-Length: 2\r\n\r\n{}");

            assertThat(http.answer()).startsWith("HTTP/1.1 404 ");
            assertThat(http.answer()).startsWith("HTTP/1.1 202 ");
        }
    }

    @Test
    void refusesBodiesBeyondWhatAllMayTake() throws Exception {
        String half = "x".repeat(LIMIT - 10);
        try (RawHttp first = connect();
                RawHttp second = connect();
                RawHttp third = connect()) {
            first.send(POST + "Content-Length: " + LIMIT + "\r\n\r\n" + half);
            second.send(POST + "Content-Length: " + LIMIT + "\r\n\r\n" + half);
            third.send(POST + "Content-Length: " + LIMIT + "\r\n\r\n" + half);

            assertThat(List.of(first.answer(), second.answer(), third.answer()))
                    .anyMatch(answer -> answer.startsWith("HTTP/1.1 429 ") && answer.contains("Retry-After: 1"));
        }
        try (RawHttp http = connect()) {
            http.send(POST + "Content-Length: 2\r\n\r\n{}");
            assertThat(http.answer()).startsWith("HTTP/1.1 202 ");
        }
    }

    private RawHttp connect() throws IOException {
        return new RawHttp(gateway.port());
    }

    /** Sends a byte every few milliseconds until the connection ends. */
    private static void drip(RawHttp http, String first) {
        try {
            http.send(first);
            while (http.send("x")) {
                LockSupport.parkNanos(20_000_000);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
