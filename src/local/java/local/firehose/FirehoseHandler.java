package local.firehose;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.UUID;
import local.wire.PutMishaps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operations over HTTP, in the protocol AWS calls JSON 1.1, and the mishaps of whole calls.
 *
 * <p>Thread-safe.
 */
final class FirehoseHandler implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(FirehoseHandler.class);

    private static final String TARGET_PREFIX = "Firehose_20150804.";
    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";

    /** Base64 and JSON around the records of the largest call, and room. */
    private static final int MAX_BODY_BYTES = 2 * Operations.MAX_BATCH_BYTES;

    private static final JsonMapper JSON = new JsonMapper();

    private final Operations operations;
    private final Mishaps mishaps;

    FirehoseHandler(Operations operations, Mishaps mishaps) {
        this.operations = operations;
        this.mishaps = mishaps;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                // Nobody who keeps the limits sends so much; it is not read to its end.
                refuse(exchange, Refusal.invalidArgument("The body has more than " + MAX_BODY_BYTES + " bytes."));
                return;
            }
            serve(exchange, body);
        } catch (IOException | RuntimeException e) {
            LOG.warn("A call to the local Firehose broke off", e);
            throw e;
        }
    }

    private void serve(HttpExchange exchange, byte[] body) throws IOException {
        PutMishaps.Fate fate = mishaps.nextCall();
        if (fate == PutMishaps.Fate.REFUSED) {
            refuse(exchange, Refusal.unavailable(mishaps.refusalStatus()));
            return;
        }
        if (fate == PutMishaps.Fate.CLOSED_BEFORE_STORING) {
            // Closing an exchange that has no answer closes its connection.
            return;
        }
        Operations.Result result = operations.call(operation(exchange), body);
        if (fate == PutMishaps.Fate.CLOSED_AFTER_STORING) {
            return;
        }
        if (result.refusal() == null) {
            answer(exchange, 200, result.answer());
        } else {
            refuse(exchange, result.refusal());
        }
    }

    private static String operation(HttpExchange exchange) {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        return target != null && target.startsWith(TARGET_PREFIX)
                ? target.substring(TARGET_PREFIX.length())
                : String.valueOf(target);
    }

    private static void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
        exchange.getResponseHeaders().set("x-amzn-ErrorType", refusal.type());
        answer(
                exchange,
                refusal.status(),
                JSON.createObjectNode().put("__type", refusal.type()).put("message", refusal.message()));
    }

    private static void answer(HttpExchange exchange, int status, ObjectNode content) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(content);
        exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
        exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
