package routes.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves the OpenAPI document and a page to try it: five files by name, read once, and nothing else of the class path. Needs
 * no key, since it holds nothing of a client's.
 */
final class ApiPages {
    private static final String OWN = "/routes/http/";
    private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/" + version() + "/";
    /** Scripts and requests of this server alone; Swagger UI sets the styles of its elements, and draws icons as data. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, Page> PAGES = Map.of(
            "/v1/openapi.json", new Page(OWN + "openapi.json", "application/json"),
            "/v1/docs/", new Page(OWN + "docs.html", "text/html; charset=utf-8"),
            "/v1/docs/docs.js", new Page(OWN + "docs.js", "text/javascript; charset=utf-8"),
            "/v1/docs/swagger-ui.css", new Page(SWAGGER + "swagger-ui.css", "text/css; charset=utf-8"),
            "/v1/docs/swagger-ui-bundle.js",
                    new Page(SWAGGER + "swagger-ui-bundle.js", "text/javascript; charset=utf-8"));

    /** A page is copied for each client that reads it, and the largest has 1.5 MB. */
    private static final int MOST_UNDER_WAY = 8;

    private static final String BUSY = "Too many clients load this page at this moment. Load it again a little later.";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private ApiPages() {}

    static void mount(Router router) {
        AtomicInteger underWay = new AtomicInteger();
        PAGES.forEach((path, page) -> {
            Buffer content = page.read();
            router.get(path).handler(request -> answer(request, path, content, page.type(), underWay));
        });
    }

    /** Vert.x takes a path with and without its last slash for the same; the page's relative links do not. */
    private static void answer(
            RoutingContext request, String path, Buffer content, String type, AtomicInteger underWay) {
        if (path.endsWith("/") && !request.request().path().endsWith("/")) {
            request.redirect(path);
            return;
        }
        if (underWay.get() >= MOST_UNDER_WAY) {
            String id = RequestId.of(null);
            Posts.send(request.response(), id, Answer.of(id, Problem.later(Problem.UNAVAILABLE, BUSY, RETRY_AFTER)));
            return;
        }
        underWay.incrementAndGet();
        request.response()
                .putHeader("Content-Type", type)
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .end(content)
                .onComplete(sent -> underWay.decrementAndGet());
    }

    /** The webjar has its version in its paths. */
    private static String version() {
        Properties coordinates = new Properties();
        try (InputStream in =
                ApiPages.class.getResourceAsStream("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            coordinates.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return coordinates.getProperty("version");
    }

    private record Page(String resource, String type) {
        Buffer read() {
            try (InputStream in = ApiPages.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException(resource + " is not on the class path");
                }
                return Buffer.buffer(in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
