package routes.watch;

import io.vertx.core.Handler;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/**
 * Refuses requests that do not call this host by a loopback name. A page from elsewhere can have its own name resolve to
 * 127.0.0.1 and then read a local port through the browser of somebody on this host; the browser still sends that name.
 * Safe for any number of threads.
 */
public final class LoopbackNames implements Handler<RoutingContext> {
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    /** RFC 9110, 15.5.20: the request was sent to a server that does not answer for its host. */
    private static final int MISDIRECTED = 421;

    @Override
    public void handle(RoutingContext request) {
        if (isOne(request.request().authority())) {
            request.next();
        } else {
            refuse(request);
        }
    }

    /** Whether a request that names this host is from somebody who knows whom they call. */
    static boolean isOne(HostAndPort called) {
        return called != null && NAMES.contains(called.host());
    }

    static void refuse(RoutingContext request) {
        request.response().setStatusCode(MISDIRECTED).end("Open this port as 127.0.0.1 or localhost.\n");
    }
}
