package routes.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import routes.text.Printable;

/**
 * A loader that runs, reached through its management port. What is wrong comes as an {@code IllegalStateException} with a
 * message for people.
 */
public final class RunningLoader {
    /** Names the port, if no option does. */
    public static final String URL = "SNOWLINE_URL";

    public static final String USER = "SNOWLINE_USER";
    public static final String PASSWORD = "SNOWLINE_PASSWORD";

    /** Longer than the port waits for anything. */
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int UNAUTHORIZED = 401;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
    private final URI port;
    private final Optional<String> credentials;

    /**
     * Creates it.
     *
     * @param port {@code http://127.0.0.1:8181}
     * @param environment where name and password are, if the port asks for them
     * @throws IllegalStateException if the password would be readable on the way
     */
    public RunningLoader(URI port, Map<String, String> environment) {
        this.port = port;
        String user = environment.get(USER);
        String password = environment.get(PASSWORD);
        this.credentials = user == null || password == null
                ? Optional.empty()
                : Optional.of("Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
        if (credentials.isPresent() && !"https".equals(port.getScheme()) && !isThisHost(port)) {
            throw new IllegalStateException("A password would be readable on its way to " + port
                    + ": run the command on the loader's host, or name a URL with https.");
        }
    }

    /**
     * An address as people write it.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static URI port(String url) {
        try {
            URI port = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            if (port.getHost() != null
                    && Optional.ofNullable(port.getScheme()).orElse("").matches("https?")) {
                return port;
            }
        } catch (IllegalArgumentException e) {
            // Told below, with what is expected.
        }
        throw new IllegalArgumentException(
                "'" + Printable.of(url) + "' is no address of a management port: expected http://127.0.0.1:8181");
    }

    /** What the port tells. */
    public JsonNode get(String path) {
        return ask(path, HttpRequest.newBuilder().GET());
    }

    /** What comes of something that is asked for; may still be under way. */
    public JsonNode post(String path, Object body) {
        try {
            return ask(
                    path,
                    HttpRequest.newBuilder()
                            .header("Content-Type", "application/json")
                            .header("X-Snowline", "1")
                            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always writable", e);
        }
    }

    private JsonNode ask(String path, HttpRequest.Builder request) {
        request.uri(URI.create(port + path)).timeout(TIMEOUT).header("Accept", "application/json");
        credentials.ifPresent(all -> request.header("Authorization", all));
        HttpResponse<String> answer;
        try {
            answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException | HttpTimeoutException e) {
            throw new IllegalStateException(
                    "No loader answers at " + port
                            + ". Run this on the host of a running loader, or name its management"
                            + " port with --url or " + URL + "; the property camel.management.port has its number.",
                    e);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "What listens at " + port + " does not answer as a loader does: " + Printable.message(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return read(answer);
    }

    private JsonNode read(HttpResponse<String> answer) {
        if (answer.statusCode() == UNAUTHORIZED) {
            throw new IllegalStateException("The management port at " + port + " asks who you are"
                    + (credentials.isPresent() ? ", and does not know these: correct " : ": set ") + USER + " and "
                    + PASSWORD + " in the environment.");
        }
        Optional<JsonNode> json = json(answer.body());
        if (answer.statusCode() != OK && answer.statusCode() != ACCEPTED) {
            throw new IllegalStateException(
                    json.map(problem -> problem.path("detail").asText())
                            .filter(detail -> !detail.isEmpty())
                            .orElse("The process at " + port + " answered " + answer.statusCode() + " "
                                    + Printable.of(answer.body().strip()) + ". Is it a loader of this release?"));
        }
        return json.orElseThrow(() -> new IllegalStateException(
                "What listens at " + port + " does not answer with JSON, so it is no loader."));
    }

    private static Optional<JsonNode> json(String body) {
        try {
            return Optional.ofNullable(JSON.readTree(body)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static boolean isThisHost(URI port) {
        try {
            return InetAddress.getByName(port.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
