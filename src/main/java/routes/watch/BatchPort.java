package routes.watch;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import routes.operate.Desk;

/**
 * Mounts the batch API and its pages on the management port. Requests are answered on threads that may wait, a few at a
 * time, so that neither the port's event loop nor the probes of health wait for a warehouse.
 */
public final class BatchPort {
    private static final String JSON_ENDING = ".json";
    /** Nothing from elsewhere, nothing inside the page but its own style and script. */
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
            + "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final List<String> PATHS = List.of(
            "/",
            "/batches",
            "/batches/*",
            "/batches.json",
            "/dead-letters",
            "/dead-letters/*",
            "/dead-letters.json",
            "/claiming",
            "/claiming/*",
            "/claiming.json",
            "/actions",
            "/actions/*",
            "/actions.json",
            "/index.json");
    private static final Map<String, String> FILES = Map.of(
            "/snowline/style.css",
            "text/css; charset=utf-8",
            "/openapi.json",
            "application/json",
            "/snowline/steer.js",
            "text/javascript; charset=utf-8");

    private static final int MOST_UNDER_WAY = 8;
    private static final long MOST_BYTES = 64 * 1024;

    private final BatchApi api;
    private final Semaphore underWay = new Semaphore(MOST_UNDER_WAY);

    /**
     * Creates it.
     *
     * @param pipeline whose batches these are
     */
    public BatchPort(Desk desk, String pipeline, Clock clock) {
        this.api = new BatchApi(desk, pipeline, clock);
    }

    /** Mounts it. */
    void mount(Router router) {
        FILES.forEach((path, type) -> {
            Buffer content = content(path.substring(path.lastIndexOf('/') + 1));
            router.get(path).handler(request -> send(secured(request), 200, type, content));
        });
        BodyHandler bodies = BodyHandler.create(false).setBodyLimit(MOST_BYTES);
        for (String path : PATHS) {
            // A path without a star matches what is beneath it only if it ends with one.
            Route route = router.route(path)
                    .method(HttpMethod.GET)
                    .method(HttpMethod.HEAD)
                    .method(HttpMethod.POST);
            route.handler(bodies).blockingHandler(this::answer, false);
        }
    }

    private void answer(RoutingContext request) {
        if (!underWay.tryAcquire()) {
            Reply busy = new Reply(
                    503,
                    Reply.PROBLEM,
                    "{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,"
                            + "\"detail\":\"Too many requests at once. Ask again in a moment.\"}",
                    null);
            send(secured(request), busy.status(), busy.type(), Buffer.buffer(busy.content()));
            return;
        }
        try {
            Reply reply = api.answer(ask(request));
            HttpServerResponse response = secured(request);
            if (reply.location() != null) {
                response.putHeader("Location", reply.location());
            }
            send(response, reply.status(), reply.type(), Buffer.buffer(reply.content()));
        } finally {
            underWay.release();
        }
    }

    private static Ask ask(RoutingContext request) {
        String path = request.normalizedPath();
        boolean isJson = path.endsWith(JSON_ENDING);
        if (isJson) {
            path = path.substring(0, path.length() - JSON_ENDING.length());
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        request.queryParams().forEach(parameter -> parameters.putIfAbsent(parameter.getKey(), parameter.getValue()));
        String format = parameters.getOrDefault("format", "");
        boolean acceptsPage =
                request.request().headers().getAll("Accept").stream().anyMatch(types -> types.contains("text/html"));
        Buffer body = request.body().buffer();
        return new Ask(
                request.request().method().equals(HttpMethod.POST),
                parts(path),
                parameters,
                !isJson && !format.equals("json") && (acceptsPage || format.equals("html")),
                Visitor.of(request),
                body == null ? "" : body.toString(StandardCharsets.UTF_8));
    }

    private static List<String> parts(String path) {
        List<String> parts =
                Stream.of(path.split("/", -1)).filter(part -> !part.isEmpty()).collect(Collectors.toList());
        return parts.equals(List.of("index")) ? List.of() : parts;
    }

    private static HttpServerResponse secured(RoutingContext request) {
        return request.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Vary", "Accept");
    }

    private static void send(HttpServerResponse response, int status, String type, Buffer content) {
        response.setStatusCode(status).putHeader("Content-Type", type).end(content);
    }

    private static Buffer content(String name) {
        String resource = "/routes/page/" + name;
        try (InputStream in = BatchPort.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
