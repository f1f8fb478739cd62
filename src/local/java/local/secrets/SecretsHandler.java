package local.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * GetSecretValue over HTTP, in the protocol AWS calls JSON 1.1:
 * docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html.
 *
 * <p>Thread-safe.
 */
final class SecretsHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(SecretsHandler.class);

    private static final String GET = "secretsmanager.GetSecretValue";
    private static final String ARN = "arn:aws:secretsmanager:us-east-1:000000000000:secret:";
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, String> secrets;
    private final Set<String> withheld;

    SecretsHandler(Map<String, String> secrets, Set<String> withheld) {
        this.secrets = secrets;
        this.withheld = withheld;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
            if (!GET.equals(exchange.getRequestHeaders().getFirst("X-Amz-Target"))) {
                refuse(exchange, "UnknownOperationException", "The local Secrets Manager knows GetSecretValue alone.");
                return;
            }
            get(exchange, id(body));
        } catch (IOException | RuntimeException e) {
            LOG.debug("A call to the local Secrets Manager broke off", e);
            throw e;
        }
    }

    private static String id(byte[] body) throws IOException {
        try {
            return JSON.readTree(body).path("SecretId").asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private void get(HttpExchange exchange, String id) throws IOException {
        String name = id.startsWith(ARN) ? id.substring(ARN.length()) : id;
        String text = secrets.get(name);
        if (withheld.contains(name)) {
            refuse(exchange, "AccessDeniedException", "User: local is not authorized to perform: GetSecretValue");
        } else if (text == null) {
            refuse(exchange, "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
        } else {
            answer(
                    exchange,
                    200,
                    JSON.createObjectNode()
                            .put("ARN", ARN + name)
                            .put("Name", name)
                            .put("SecretString", text)
                            .put("VersionId", UUID.randomUUID().toString()));
        }
    }

    private static void refuse(HttpExchange exchange, String type, String message) throws IOException {
        exchange.getResponseHeaders().set("x-amzn-ErrorType", type);
        answer(exchange, 400, JSON.createObjectNode().put("__type", type).put("message", message));
    }

    private static void answer(HttpExchange exchange, int status, ObjectNode content) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(content);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
