package routes.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command says of a management port that does not answer as it should. */
class RunningLoaderTest {
    private HttpServer server;
    private URI port;
    private int status;
    private String body;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] content = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        server.start();
        port = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void saysThatNoLoaderAnswers() {
        RunningLoader loader = new RunningLoader(URI.create("http://127.0.0.1:1"), Map.of());

        assertThatThrownBy(() -> loader.get("/batches"))
                .hasMessageStartingWith("No loader answers at http://127.0.0.1:1.")
                .hasMessageContaining("--url or SNOWLINE_URL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | no | asks who you are: set SNOWLINE_USER and SNOWLINE_PASSWORD in the environment.",
                "403 | This needs the role operator. | answered 403 This needs the role operator.",
                "404 | <h1>Not Found</h1> | Is it a loader of this release?",
                "200 | hello | does not answer with JSON, so it is no loader",
                "409 | {\"detail\": \"One thing at a time.\"} | One thing at a time."
            })
    void saysWhatIsWrong(int answered, String content, String message) {
        status = answered;
        body = content;
        RunningLoader loader = new RunningLoader(port, Map.of());

        assertThatThrownBy(() -> loader.post("/claiming/resume", Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(message);
    }

    @Test
    void saysThatCredentialsAreNotKnown() {
        status = 401;
        body = "";
        RunningLoader loader = new RunningLoader(port, Map.of("SNOWLINE_USER", "local", "SNOWLINE_PASSWORD", "local"));

        assertThatThrownBy(() -> loader.get("/batches")).hasMessageContaining("and does not know these: correct");
    }

    @Test
    void sendsNoPasswordThatOthersCouldRead() {
        Map<String, String> environment = Map.of("SNOWLINE_USER", "local", "SNOWLINE_PASSWORD", "local");

        assertThatThrownBy(() -> new RunningLoader(URI.create("http://192.0.2.1:8181"), environment))
                .hasMessageContaining("would be readable on its way");
        assertThat(new RunningLoader(URI.create("https://192.0.2.1:8181"), environment))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "127.0.0.1:8181", "ftp://127.0.0.1", "http://", "http://a b"})
    void namesAnAddressThatIsNone(String url) {
        assertThatThrownBy(() -> RunningLoader.port(url)).hasMessageContaining("is no address of a management port");
    }
}
