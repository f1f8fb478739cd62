package routes.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.config.StaticConfiguration;
import org.jolokia.server.core.http.HttpRequestHandler;
import org.jolokia.server.core.request.BadRequestException;
import org.jolokia.server.core.request.EmptyResponseException;
import org.jolokia.server.core.service.JolokiaServiceManagerFactory;
import org.jolokia.server.core.service.api.JolokiaContext;
import org.jolokia.server.core.service.api.JolokiaServiceManager;
import org.jolokia.service.jmx.LocalRequestHandler;
import org.jolokia.service.serializer.JolokiaSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.text.Printable;

/**
 * JMX over HTTP, by Jolokia's protocol, as far as the policy of the visitor allows. There is one Jolokia for each policy,
 * since a policy holds for all of a Jolokia. A GET only reads, whoever sends it: links are followed without a thought. Safe
 * for any number of threads, none of which may be one that must not wait: stopping a route takes its time.
 */
final class Jolokia implements Handler<RoutingContext>, AutoCloseable {
    private static final int THREADS = 2;

    private static final int MAX_REQUEST_BYTES = 512 * 1024;
    /** The console asks for a few hundred things at once. */
    static final int MAX_REQUESTS = 1_000;
    /** All MBeans with all their attributes are a fraction of it. */
    private static final int MAX_ANSWER_CHARS = 16 * 1024 * 1024;

    /** A list of the thousand MBeans of a loader has some 200,000. */
    private static final String MAX_OBJECTS = "500000";

    private static final Logger LOG = LoggerFactory.getLogger(Jolokia.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int TOO_LARGE = 413;

    private final JolokiaServiceManager viewing = manager(JolokiaPolicy.VIEWER);
    private final JolokiaServiceManager steering = manager(JolokiaPolicy.OPERATOR);
    private final JolokiaContext viewer = viewing.start();
    private final JolokiaContext operator = steering.start();
    private final RouteStatistics statistics = new RouteStatistics(System::nanoTime);

    private static JolokiaServiceManager manager(JolokiaPolicy policy) {
        StaticConfiguration configuration = new StaticConfiguration(
                ConfigKey.AGENT_ID, JolokiaPolicy.OURS + "-" + policy,
                ConfigKey.MAX_DEPTH, "10",
                ConfigKey.MAX_COLLECTION_SIZE, "5000",
                ConfigKey.MAX_OBJECTS, MAX_OBJECTS,
                ConfigKey.ALLOW_ERROR_DETAILS, "false",
                ConfigKey.DISCOVERY_ENABLED, "false");
        JolokiaServiceManager manager =
                JolokiaServiceManagerFactory.createJolokiaServiceManager(configuration, new JolokiaLog(), policy);
        manager.addService(new JolokiaSerializer());
        manager.addService(new LocalRequestHandler(1));
        manager.addService(new MBeanKinds());
        return manager;
    }

    /** Adds it to a router, with threads of its own. */
    void mount(Vertx vertx, Router router) {
        WorkerExecutor workers = vertx.createSharedWorkerExecutor("jolokia", THREADS);
        for (String path : List.of(HawtioConsole.JOLOKIA, HawtioConsole.JOLOKIA + "/*")) {
            router.route(path)
                    .method(HttpMethod.GET)
                    .method(HttpMethod.POST)
                    .handler(BodyHandler.create(false).setBodyLimit(MAX_REQUEST_BYTES))
                    .handler(request -> workers.executeBlocking(() -> handled(request), false)
                            .onFailure(request::fail));
        }
    }

    private boolean handled(RoutingContext request) {
        handle(request);
        return true;
    }

    @Override
    public void handle(RoutingContext request) {
        for (Map.Entry<String, String> parameter : request.queryParams()) {
            if (!JolokiaRequest.isFit(parameter.getKey(), parameter.getValue())) {
                answer(request, BAD_REQUEST, error(BAD_REQUEST, parameter.getKey() + " has to be 1 or more"));
                return;
            }
        }
        try {
            if (request.request().method().equals(HttpMethod.GET)) {
                answer(request, OK, get(request));
            } else {
                post(request);
            }
        } catch (BadRequestException | EmptyResponseException | JsonProcessingException e) {
            answer(request, BAD_REQUEST, error(BAD_REQUEST, e.getMessage()));
        } catch (IOException e) {
            request.fail(e);
        }
    }

    private String get(RoutingContext request) throws BadRequestException, EmptyResponseException {
        String path = request.pathParam("*");
        return new HttpRequestHandler(viewer)
                .handleGetRequest(request.request().uri(), path == null ? "" : path, parameters(request))
                .toJSONString();
    }

    private void post(RoutingContext request) throws IOException {
        Buffer body = request.body().buffer();
        JsonNode sent = body == null ? MissingNode.getInstance() : JSON.readTree(body.getBytes());
        if (sent.isMissingNode()) {
            answer(request, BAD_REQUEST, error(BAD_REQUEST, "expected JSON, and there is nothing"));
            return;
        }
        if (!sent.isArray()) {
            answer(request, OK, one(request, new JolokiaRequest(sent)));
            return;
        }
        if (sent.size() > MAX_REQUESTS) {
            answer(request, TOO_LARGE, error(TOO_LARGE, "expected at most " + MAX_REQUESTS + " requests at once"));
            return;
        }
        StringBuilder answers = new StringBuilder("[");
        for (JsonNode each : sent) {
            answers.append(answers.length() == 1 ? "" : ",").append(one(request, new JolokiaRequest(each)));
            if (answers.length() > MAX_ANSWER_CHARS) {
                answer(request, TOO_LARGE, error(TOO_LARGE, "the answer is too long: ask for less at once"));
                return;
            }
        }
        answer(request, OK, answers.append(']').toString());
    }

    /** A handler for each request, since those of Jolokia mix the limits of requests at the same time up. */
    private String one(RoutingContext request, JolokiaRequest asked) throws IOException {
        Optional<String> objection = asked.objection();
        if (objection.isPresent()) {
            return error(FORBIDDEN, objection.get());
        }
        Visitor visitor = Visitor.of(request);
        JolokiaContext context = visitor.maySteer() ? operator : viewer;
        if (asked.isSteering(JolokiaPolicy.VIEWER)) {
            LOG.info("{} asks for {}", visitor.name(), Printable.of(asked));
            String answer = passOn(request, asked, context);
            statistics.forget();
            return answer;
        }
        return asked.isForStatistics()
                ? statistics.answer(
                        List.of(context, asked, String.valueOf(request.request().query())),
                        () -> passOn(request, asked, context))
                : passOn(request, asked, context);
    }

    private static String passOn(RoutingContext request, JolokiaRequest asked, JolokiaContext context)
            throws IOException {
        try {
            return asked.mend(new HttpRequestHandler(context)
                    .handlePostRequest(
                            request.request().uri(),
                            new ByteArrayInputStream(JSON.writeValueAsBytes(asked.json())),
                            StandardCharsets.UTF_8.name(),
                            parameters(request))
                    .toJSONString());
        } catch (BadRequestException | EmptyResponseException | RuntimeException e) {
            // Jolokia takes names and types of values for granted.
            return error(BAD_REQUEST, Printable.message(e));
        }
    }

    private static Map<String, String[]> parameters(RoutingContext request) {
        Map<String, String[]> parameters = new HashMap<>();
        request.queryParams().forEach(each -> parameters.put(each.getKey(), new String[] {each.getValue()}));
        return parameters;
    }

    private static String error(int status, String reason) {
        return JSON.createObjectNode()
                .put("status", status)
                .put("error_type", SecurityException.class.getName())
                .put("error", SecurityException.class.getName() + " : " + Printable.of(reason))
                .toString();
    }

    private static void answer(RoutingContext request, int status, String json) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(json);
    }

    @Override
    public void close() {
        viewing.stop();
        steering.stop();
    }
}
