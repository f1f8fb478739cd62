package routes.watch;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainHttpServerFactory;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.OnCamelContextStarted;
import org.apache.camel.spi.OnCamelContextStopped;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.settings.OwnedFile;

/**
 * Serves the Hawtio console and Jolokia on the management port, at {@code /hawtio/}; Camel itself serves health there.
 * Does nothing where {@code camel.management.enabled} is false. Called by the thread that starts Camel; requests are
 * answered on the server's own threads, from what no longer changes then.
 */
public final class HawtioConsole extends MainListenerSupport {
    /** Where the console's pages expect to be; they are built for this path. */
    static final String PATH = "/hawtio/";
    /** Where they look for Jolokia. */
    static final String JOLOKIA = PATH + "jolokia";

    private static final Logger LOG = LoggerFactory.getLogger(HawtioConsole.class);
    /** The folder on the class path that the build unpacks the console into. */
    private static final String PAGES = "hawtio-static";
    /**
     * What the pages ask of a Hawtio server, and the answers of one that needs no log-in form, has no plug-ins and
     * connects to no other process.
     */
    private static final Map<String, String> ANSWERS = Map.of(
            "plugin", "[]",
            "proxy/enabled", "false",
            "keycloak/enabled", "false",
            "auth/config/oidc", "[]",
            "auth/config/login", "[]",
            "auth/config/session-timeout", "{\"timeout\":-1}");

    /** A changed file of users holds after this at the latest. */
    private static final long USERS_SECONDS = 2;

    private final boolean isWanted;

    /**
     * Creates it.
     *
     * @param isWanted false to open no management port, whatever the properties say
     */
    public HawtioConsole(boolean isWanted) {
        this.isWanted = isWanted;
    }

    /**
     * Has the server checked before Camel makes it, whichever way its properties were given, and adds the console when
     * Camel has started it. (Camel Main tells its listeners of the start only when it runs, not when it is started.)
     */
    @Override
    public void beforeConfigure(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        CheckedServers servers = new CheckedServers(isWanted);
        context.getRegistry().bind("managementServer", MainHttpServerFactory.class, servers);
        context.addLifecycleStrategy(LifecycleStrategySupport.adapt(
                (OnCamelContextStarted) started -> serve(started, servers.isJolokiaWanted())));
        context.addLifecycleStrategy(LifecycleStrategySupport.adapt(
                (OnCamelContextStarted) started -> servers.users().ifPresent(users -> watch(started, users))));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The task catches what could end it.
    private static void watch(CamelContext context, OwnedFile<Users> users) {
        HealthCheckRegistry.get(context).register(new UsersCheck(users));
        context.getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(users, "management-users")
                .scheduleWithFixedDelay(users, USERS_SECONDS, USERS_SECONDS, TimeUnit.SECONDS);
    }

    private static void serve(CamelContext context, boolean isJolokiaWanted) {
        ManagementHttpServer server = context.hasService(ManagementHttpServer.class);
        if (server == null) {
            return;
        }
        VertxPlatformHttpRouter router = server.getRouter();
        if (isJolokiaWanted) {
            Jolokia jolokia = new Jolokia();
            context.addLifecycleStrategy(
                    LifecycleStrategySupport.adapt((OnCamelContextStopped) stopped -> jolokia.close()));
            jolokia.mount(router.vertx(), router);
        }
        mount(router);
        BatchPort batches = context.getRegistry().findSingleByType(BatchPort.class);
        if (batches != null) {
            batches.mount(router);
        }
        LOG.info(
                "The console is at http://{}:{}{}",
                server.getHost(),
                router.getServer().getPort(),
                PATH);
    }

    private static void mount(Router router) {
        router.get(PATH + "user").handler(HawtioConsole::tellUser);
        ANSWERS.forEach((path, json) -> router.get(PATH + path).handler(request -> answer(request, json)));
        router.get("/hawtio").handler(HawtioConsole::addSlash);
        router.get(PATH + "*").handler(StaticHandler.create(FileSystemAccess.RELATIVE, PAGES));
        router.get(PATH + "*").handler(HawtioConsole::index);
    }

    /** Names of users have no character that JSON would have to escape. */
    private static void tellUser(RoutingContext request) {
        answer(request, '"' + Visitor.of(request).name() + '"');
    }

    private static void answer(RoutingContext request, String json) {
        request.response().putHeader("Content-Type", "application/json").end(json);
    }

    /** Vert.x takes a path with and without its last slash for the same; the pages' relative links do not. */
    private static void addSlash(RoutingContext request) {
        if (request.request().path().endsWith("/")) {
            request.next();
        } else {
            request.redirect(PATH);
        }
    }

    /** The address of a view inside the console, as opened from a bookmark; a missing file stays missing. */
    private static void index(RoutingContext request) {
        String path = request.normalizedPath();
        if (path.indexOf('.', path.lastIndexOf('/')) < 0) {
            request.reroute(HttpMethod.GET, PATH + "index.html");
        } else {
            request.next();
        }
    }
}
