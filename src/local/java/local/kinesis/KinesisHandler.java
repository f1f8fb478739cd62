package local.kinesis;

import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.UUID;
import local.kinesis.Operations.Dialogue;
import local.wire.PutMishaps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operations over HTTP, in CBOR or JSON, and the mishaps of whole calls.
 *
 * <p>Thread-safe.
 */
final class KinesisHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(KinesisHandler.class);

    private static final String TARGET_PREFIX = "Kinesis_20131202.";

    /** Base64 and JSON around the records of the largest call, and room. */
    private static final int MAX_BODY_BYTES = 2 * Operations.MAX_CALL_BYTES;

    private final Operations operations;
    private final Mishaps mishaps;

    KinesisHandler(Operations operations, Mishaps mishaps) {
        this.operations = operations;
        this.mishaps = mishaps;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Encoding encoding = Encoding.of(exchange.getRequestHeaders().getFirst("Content-Type"));
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                throw Refusal.invalidArgument("The body has more than " + MAX_BODY_BYTES + " bytes.");
            }
            serve(exchange, encoding, body);
        } catch (IOException | RuntimeException e) {
            LOG.debug("A call to the local Kinesis broke off", e);
            throw e;
        }
    }

    private void serve(HttpExchange exchange, Encoding encoding, byte[] body) throws IOException {
        String operation = operation(exchange);
        PutMishaps.Fate fate = operation.startsWith("PutRecord") ? mishaps.nextCall() : PutMishaps.Fate.SERVED;
        if (fate == PutMishaps.Fate.CLOSED_BEFORE_STORING) {
            // Closing an exchange that has no answer closes its connection.
            return;
        }
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        int status = 200;
        try {
            if (fate == PutMishaps.Fate.REFUSED) {
                throw Refusal.unavailable(mishaps.refusalStatus());
            }
            Call call = Call.read(encoding, body);
            try (JsonGenerator out = encoding.factory().createGenerator(answer)) {
                out.writeStartObject();
                operations.call(operation, new Dialogue(call, encoding, out));
                out.writeEndObject();
            }
        } catch (Refusal e) {
            status = e.status();
            exchange.getResponseHeaders().set("x-amzn-ErrorType", e.type());
            answer = errorAnswer(encoding, e);
        }
        if (fate == PutMishaps.Fate.CLOSED_AFTER_STORING) {
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", encoding.contentType());
        exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        exchange.sendResponseHeaders(status, answer.size());
        answer.writeTo(exchange.getResponseBody());
    }

    private static ByteArrayOutputStream errorAnswer(Encoding encoding, Refusal refusal) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (JsonGenerator out = encoding.factory().createGenerator(answer)) {
            out.writeStartObject();
            out.writeStringField("__type", refusal.type());
            out.writeStringField("message", refusal.getMessage());
            out.writeEndObject();
        }
        return answer;
    }

    private static String operation(HttpExchange exchange) {
        String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        return target.startsWith(TARGET_PREFIX) ? target.substring(TARGET_PREFIX.length()) : target;
    }
}
