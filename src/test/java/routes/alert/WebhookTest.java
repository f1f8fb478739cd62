package routes.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a webhook makes of every answer, and that its address is never said. */
@Timeout(180)
class WebhookTest {
    private static final String SECRET = "hidden-header-secret";
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

    private InMemoryReceiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = new InMemoryReceiver();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void postsWithItsSecret() throws Exception {
        webhook(receiver.url()).post("{}".getBytes(StandardCharsets.UTF_8));

        assertThat(receiver.bodies()).containsExactly("{}");
        assertThat(receiver.headers().get(0))
                .extractingByKey("X-secret")
                .asString()
                .contains(SECRET);
    }

    @ParameterizedTest
    @CsvSource({"400, false", "401, false", "404, false", "408, true", "429, true", "500, true", "503, true"})
    void knowsWhatMayPass(int status, boolean isPassing) {
        receiver.answers(status, "no_service", Map.of());

        ChannelException failure = failure(receiver.url());

        assertThat(failure.isPassing()).isEqualTo(isPassing);
        assertThat(failure).hasMessage("it answers " + status + ": no_service").hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "0, 0",
        "999999999, 900",
        "'Fri, 20 Nov 2026 12:00:30 GMT', 30",
        "'Fri, 20 Nov 2026 11:00:00 GMT', 0",
        "soon,",
        "-1,",
        "99999999999999999999,"
    })
    void readsHowLongItIsAskedToWait(String header, Long seconds) {
        receiver.answers(429, "", Map.of("Retry-After", header));

        assertThat(failure(receiver.url()).retryAfter())
                .isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
    }

    @Test
    void followsNoRedirect() throws Exception {
        try (InMemoryReceiver other = new InMemoryReceiver()) {
            receiver.answers(307, "", Map.of("Location", other.url()));

            assertThat(failure(receiver.url())).hasMessageContaining("307").hasMessageContaining("alert.x.url");
            assertThat(other.bodies()).isEmpty();
        }
    }

    @Test
    void doesNotSayWhatAServerSaysBack() {
        receiver.answers(400, "you sent " + receiver.url() + " with " + SECRET, Map.of());

        assertThat(failure(receiver.url()).getMessage())
                .startsWith("it answers 400: you sent ")
                .doesNotContain(InMemoryReceiver.TOKEN)
                .doesNotContain(SECRET);
    }

    @Test
    void escapesAndCutsWhatAServerSays() {
        receiver.answers(500, "\u001b[2J" + "x".repeat(100_000), Map.of());

        assertThat(failure(receiver.url()).getMessage()).contains("\\u001b").hasSizeLessThan(300);
    }

    @Test
    void waitsNoLongerThanItsTime() {
        receiver.hangs();

        ChannelException failure = failure(receiver.url());

        assertThat(failure).hasMessageContaining("within 2000 ms");
        assertThat(failure.isPassing()).isTrue();
    }

    @Test
    void waitsNoLongerForAnAnswerThatDrips() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> dripping = CompletableFuture.runAsync(() -> drip(socket));

            assertThat(failure(url(socket))).hasMessageContaining("within 2000 ms");
            dripping.join();
        }
    }

    @Test
    void saysThatAConnectionWasReset() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> resetting = CompletableFuture.runAsync(() -> reset(socket));

            ChannelException failure = failure(url(socket));

            assertThat(failure).hasMessageContaining("the connection failed");
            assertThat(failure.isPassing()).isTrue();
            resetting.join();
        }
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        String url;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            url = url(socket);
        }

        assertThat(failure(url)).hasMessage("it cannot be connected to").hasNoCause();
    }

    @Test
    void saysThatAHostHasNoAddress() {
        assertThat(failure("https://nowhere.invalid/" + InMemoryReceiver.TOKEN).getMessage())
                .containsAnyOf("resolved", "connect")
                .doesNotContain(InMemoryReceiver.TOKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/hidden",
                "https://user:hidden@example.com/",
                "https:///hidden",
                "ftp://example.com/hidden",
                "hidden",
                "https://example.com/hidden here",
                "file:/etc/hidden",
                ""
            })
    void refusesAnAddressThatIsNotSafeWithoutSayingIt(String address) {
        assertThatThrownBy(() -> webhook(address).check())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("alert.x.url")
                .hasMessageContaining("expected https://")
                .hasMessageNotContaining("hidden")
                .hasNoCause();
    }

    @Test
    void refusesASecretThatNoHeaderCanHoldWithoutSayingIt() {
        Webhook webhook = new Webhook(
                "alert.x.url", receiver::url, Map.of("X-Secret", () -> "hidden\r\nX: y"), Duration.ofSeconds(1), NOON);

        assertThatThrownBy(webhook::check).hasMessageContaining("X-Secret").hasMessageNotContaining("hidden");
        assertThatThrownBy(() -> webhook.post(new byte[0]))
                .isInstanceOf(ChannelException.class)
                .hasMessageNotContaining("hidden")
                .hasNoCause();
    }

    private static Webhook webhook(String url) {
        Map<String, Supplier<String>> headers = Map.of("X-Secret", () -> SECRET);
        return new Webhook("alert.x.url", () -> url, headers, Duration.ofSeconds(2), NOON);
    }

    private static ChannelException failure(String url) {
        ChannelException failure = catchThrowableOfType(
                ChannelException.class, () -> webhook(url).post("{}".getBytes(StandardCharsets.UTF_8)));
        assertThat(failure).isNotNull();
        return failure;
    }

    private static String url(ServerSocket socket) {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/" + InMemoryReceiver.TOKEN;
    }

    /** Answers with a head, and then a byte at a time until the client has enough. */
    private static void drip(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getOutputStream()
                    .write("HTTP/1.1 500 No\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                client.getOutputStream().write('x');
                java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
            }
        } catch (IOException e) {
            // The client has closed the connection.
        }
    }

    private static void reset(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getInputStream().read();
            client.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
