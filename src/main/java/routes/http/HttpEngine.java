package routes.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.settings.IngestSettings;
import routes.settings.OwnedFile;
import routes.text.Printable;
import routes.watch.LoopbackNames;

/**
 * The HTTP server behind {@code platform-http}. Camel's own holds a worker thread until Kinesis has answered, reads a body
 * before anybody has looked at who sends it, and leaves no way to limit connections, heads and idle clients.
 *
 * <p>One event loop reads and writes; a few workers parse. The port opens with the first consumer, so no request meets a
 * server without routes.
 */
public final class HttpEngine extends ServiceSupport implements PlatformHttpEngine {
    private static final Logger LOG = LoggerFactory.getLogger(HttpEngine.class);
    /** Parsing is work for processors; more threads than that only hold more bodies at once. */
    private static final int WORKERS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private static final int MAX_LINE_BYTES = 2048;
    private static final int MAX_HEAD_BYTES = 8192;
    /** How often late clients are looked for. */
    private static final long SWEEP_MILLIS = 500;

    private final IngestSettings settings;
    private final Admission admission;
    private final HttpMeters meters;
    private final ByteBudget budget;
    private final boolean isOpen;
    private Vertx vertx;
    private Connections connections;
    private Router router;
    private HttpServer server;

    /**
     * Creates it; it listens once a route starts.
     *
     * @param feeds that take posts
     * @param keys the API keys; without them everybody may post who reaches the port
     * @throws routes.settings.SettingsException if more than this host reaches it and there are no keys
     */
    public HttpEngine(
            IngestSettings settings, Collection<String> feeds, Optional<OwnedFile<ApiKeys>> keys, HttpMeters meters) {
        OpenAccess.check(settings.host(), keys.isPresent());
        this.settings = settings;
        this.isOpen = keys.isEmpty();
        this.admission = new Admission(
                feeds, keys.map(file -> file), settings.bodyLimit().bytes());
        this.meters = meters;
        this.budget = new ByteBudget(settings.bodyBudget().bytes());
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new HttpConsumer(endpoint, processor, this);
    }

    /** The port that is listened on; 0 before it is. */
    @Override
    public int getServerPort() {
        return server == null ? 0 : server.actualPort();
    }

    @Override
    protected void doStart() {
        vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(WORKERS)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        connections = new Connections(settings);
        router = Router.router(vertx);
        for (int status : new int[] {400, 404, 405, 500}) {
            router.errorHandler(status, HttpEngine::fail);
        }
        router.route().handler(HttpEngine::pace);
        if (isOpen) {
            router.route().handler(new LoopbackNames());
        }
        ApiPages.mount(router);
    }

    @Override
    protected void doStop() {
        if (vertx != null) {
            join(vertx.close().toCompletionStage().toCompletableFuture());
        }
        server = null;
        vertx = null;
    }

    /** What a consumer adds its paths to. */
    Router router() {
        return router;
    }

    Vertx vertx() {
        return vertx;
    }

    /** Begins to listen, once. Called by the thread that starts routes. */
    void listen() {
        if (server != null) {
            return;
        }
        HttpServer made = vertx.createHttpServer(options())
                .connectionHandler(connections::open)
                .invalidRequestHandler(HttpEngine::malformed)
                .requestHandler(router);
        try {
            join(made.listen(settings.port(), settings.host())
                    .toCompletionStage()
                    .toCompletableFuture());
        } catch (IllegalStateException e) {
            LOG.error(
                    "Cannot listen on {}:{}: {}. Set ingest.host and ingest.port to an address of this host that is free;"
                            + " it is tried again until then",
                    settings.host(),
                    settings.port(),
                    Printable.message(e));
            throw e;
        }
        vertx.setPeriodic(SWEEP_MILLIS, timer -> connections.sweep());
        server = made;
        LOG.info("Events are taken at http://{}:{}/v1/events/", settings.host(), made.actualPort());
    }

    /** A handler of posts that hands them on. */
    Posts posts(Posts.Next next) {
        return new Posts(settings, admission, meters, budget, connections, next);
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEAD_BYTES)
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(false)
                .setCompressionSupported(false);
    }

    /** Ends a connection whose client sends on without reading its answers: they would pile up in memory, key or no key. */
    private static void pace(RoutingContext context) {
        HttpConnection connection = context.request().connection();
        if (Connections.isBehind(connection)) {
            Connections.end(connection);
        } else {
            context.next();
        }
    }

    /** What is no HTTP at all. */
    private static void malformed(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        String name = cause == null ? "" : cause.getClass().getSimpleName();
        Problem problem =
                switch (name) {
                    case "TooLongHttpLineException" ->
                        Problem.of(Problem.URI_TOO_LONG, "A request line has " + MAX_LINE_BYTES + " bytes at most.");
                    case "TooLongHttpHeaderException" ->
                        Problem.of(Problem.HEADERS_TOO_LARGE, "The headers have " + MAX_HEAD_BYTES + " bytes at most.");
                    default -> Problem.of(Problem.BAD_REQUEST, "This is no HTTP request that can be read.");
                };
        Answer answer = Answer.of(RequestId.of(null), problem);
        request.response().putHeader("Connection", "close");
        Posts.send(request.response(), "", answer);
    }

    /** What no route takes. */
    private static void fail(RoutingContext context) {
        String request = RequestId.of(context.request().getHeader(Posts.REQUEST_ID));
        Problem problem =
                switch (isPath(context.request().path()) ? context.statusCode() : Problem.BAD_REQUEST) {
                    case Problem.BAD_REQUEST -> Problem.of(Problem.BAD_REQUEST, "The path cannot be read.");
                    case Problem.NOT_FOUND ->
                        Problem.of(Problem.NOT_FOUND, "Nothing is here. Events are posted to /v1/events/<feed>.");
                    case Problem.METHOD_NOT_ALLOWED ->
                        Problem.of(
                                Problem.METHOD_NOT_ALLOWED, "This path does not know the method. Events are posted.");
                    default ->
                        Problem.of(
                                Problem.INTERNAL_ERROR, "This is an error of the server. Its log names the request.");
                };
        if (problem.status() == Problem.INTERNAL_ERROR) {
            LOG.error("Request {} failed", request, context.failure());
        }
        if (problem.status() == Problem.METHOD_NOT_ALLOWED) {
            boolean isPost = context.request().path().startsWith("/v1/events/");
            context.response().putHeader("Allow", isPost ? "POST" : "GET");
        }
        Posts.send(context.response(), request, Answer.of(request, problem));
    }

    /** Vert.x takes a path that cannot be decoded for an error of its own. */
    private static boolean isPath(String path) {
        try {
            URLDecoder.decode(path, StandardCharsets.UTF_8);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void join(CompletableFuture<?> future) {
        try {
            future.join();
        } catch (CompletionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        }
    }
}
