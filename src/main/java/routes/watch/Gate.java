package routes.watch;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request to the management port passes before anything else, whatever its path and method: who sends it, whether
 * they may, and whether a page of another site made their browser send it. Paths are compared as they were sent, so that
 * whatever is spelled in an unusual way is closed. Safe for any number of threads.
 */
final class Gate implements Handler<RoutingContext> {
    /** What a request that steers has to carry, with any value: no form and no link of another site can. */
    static final String STEERS = "X-Snowline";
    /** Answered to everybody: what probes of health and Prometheus ask for. */
    static final Set<String> OPEN =
            Set.of("/observe/health", "/observe/health/live", "/observe/health/ready", "/observe/metrics");

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;

    private final Optional<Supplier<Users>> users;
    private final boolean isHealthOpen;
    private final boolean isLoopback;

    /**
     * Creates it.
     *
     * @param users whom to let in now; everybody if there are none
     * @param isHealthOpen whether health and metrics are answered to everybody
     * @param isLoopback whether only this host reaches the port, which then answers to names of this host alone
     */
    Gate(Optional<Supplier<Users>> users, boolean isHealthOpen, boolean isLoopback) {
        this.users = users;
        this.isHealthOpen = isHealthOpen;
        this.isLoopback = isLoopback;
    }

    @Override
    public void handle(RoutingContext request) {
        HttpServerRequest sent = request.request();
        if (isLoopback && !LoopbackNames.isOne(sent.authority())) {
            LoopbackNames.refuse(request);
        } else if (isHealthOpen && OPEN.contains(sent.path()) && READING.contains(sent.method())) {
            request.next();
        } else {
            visitor(sent).ifPresentOrElse(visitor -> let(request, visitor), () -> ask(request));
        }
    }

    private Optional<Visitor> visitor(HttpServerRequest sent) {
        return users.isPresent()
                ? users.get().get().visitor(sent.getHeader(HttpHeaders.AUTHORIZATION))
                : Optional.of(Visitor.LOCAL);
    }

    private static void ask(RoutingContext request) {
        request.response().putHeader("WWW-Authenticate", "Basic realm=\"Snowline\", charset=\"UTF-8\"");
        refuse(request, UNAUTHORIZED, "Log in with a name and a password of the file of users.");
    }

    private static void let(RoutingContext request, Visitor visitor) {
        HttpServerRequest sent = request.request();
        if (isOfAnotherSite(sent)) {
            refuse(request, FORBIDDEN, "A page of another site sent this request.");
        } else if (READING.contains(sent.method())) {
            enter(request, visitor);
        } else if (isJolokia(sent)) {
            enterJolokia(request, visitor);
        } else if (!visitor.maySteer()) {
            refuse(request, FORBIDDEN, "This needs the role operator; " + visitor.name() + " may only read.");
        } else if (sent.getHeader(STEERS) == null) {
            refuse(request, FORBIDDEN, "A request that changes something carries the header " + STEERS + ": 1.");
        } else {
            LOG.info("{} asks for {} {}", visitor.name(), sent.method(), request.normalizedPath());
            enter(request, visitor);
        }
    }

    /** Jolokia posts to read as well, and its clients know no header of ours; but no form can send JSON. */
    private static void enterJolokia(RoutingContext request, Visitor visitor) {
        String type = request.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && type.toLowerCase(Locale.ROOT).matches("(text|application)/json *(;.*)?")) {
            enter(request, visitor);
        } else {
            refuse(request, UNSUPPORTED_MEDIA_TYPE, "Jolokia takes JSON: expected Content-Type: application/json.");
        }
    }

    private static void enter(RoutingContext request, Visitor visitor) {
        visitor.entered(request);
        request.next();
    }

    /**
     * Whether a browser says so, in the header of Fetch Metadata or, if it is too old for that, in Origin. Following a link to
     * a page is not meant: it only shows something, to the person who followed it.
     */
    private static boolean isOfAnotherSite(HttpServerRequest sent) {
        String site = sent.getHeader("Sec-Fetch-Site");
        if (site != null) {
            boolean isLink = READING.contains(sent.method()) && "navigate".equals(sent.getHeader("Sec-Fetch-Mode"));
            return !site.equals("same-origin") && !site.equals("none") && !isLink;
        }
        String origin = sent.getHeader(HttpHeaders.ORIGIN);
        return origin != null && !isHere(origin, sent.authority());
    }

    private static boolean isHere(String origin, HostAndPort called) {
        try {
            URI from = URI.create(origin);
            return called != null && called.host().equalsIgnoreCase(from.getHost()) && called.port() == from.getPort();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isJolokia(HttpServerRequest sent) {
        return sent.method().equals(HttpMethod.POST)
                && (sent.path().equals(HawtioConsole.JOLOKIA) || sent.path().equals(HawtioConsole.JOLOKIA + "/"));
    }

    private static void refuse(RoutingContext request, int status, String reason) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .end(reason + "\n");
    }
}
