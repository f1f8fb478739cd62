package routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.awaitility.Awaitility;

/** Looks and acts by HTTP at the management port of a process in this one. */
final class ManagementClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final URI port;

    ManagementClient(CamelContext context) {
        port = URI.create("http://127.0.0.1:"
                + context.hasService(ManagementHttpServer.class)
                        .getRouter()
                        .getServer()
                        .getPort());
    }

    URI port() {
        return port;
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    /** As a browser asks. */
    HttpResponse<String> page(String path) throws IOException, InterruptedException {
        return get(path, "Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8");
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(port + path)).POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** With the header that is wanted of those who steer. */
    HttpResponse<String> steer(String path, String body) throws IOException, InterruptedException {
        return post(path, body, "X-Snowline", "1", "Content-Type", "application/json");
    }

    /** The attributes of an MBean, by Jolokia. */
    JsonNode attributes(String name) throws IOException, InterruptedException {
        return jolokia("{\"type\":\"read\",\"mbean\":\"" + name + "\"}");
    }

    /** What Jolokia answers. */
    JsonNode jolokia(String request) throws IOException, InterruptedException {
        return JSON.readTree(post("/hawtio/jolokia", request, "Content-Type", "application/json")
                        .body())
                .get("value");
    }

    /** Waits for the end of an action that an answer tells of. */
    JsonNode ended(HttpResponse<String> answer) throws IOException {
        String id = JSON.readTree(answer.body()).get("id").asText();
        return Awaitility.await("the end of action " + id)
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> json("/actions/" + id),
                        action -> !action.get("outcome").asText().equals("RUNNING"));
    }

    static JsonNode read(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
