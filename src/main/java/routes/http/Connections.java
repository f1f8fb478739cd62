package routes.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import routes.settings.IngestSettings;

/**
 * Ends connections that take too long over what they do, and those beyond the most. Bytes that drip in do not put that off, as
 * they would with a timer that each of them sets back. Belongs to the event loop.
 */
final class Connections {
    /** How long a client that was refused may go on sending before it has to have seen the answer. */
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final int most;
    private final Map<Phase, Long> limits;
    private final Map<HttpConnection, State> open = new HashMap<>();

    Connections(IngestSettings settings) {
        this.most = settings.connections();
        this.limits = Map.of(
                Phase.HEAD, settings.idleTimeout().toNanos(),
                Phase.BODY, settings.bodyTimeout().toNanos(),
                Phase.ANSWER, settings.timeout().plus(settings.idleTimeout()).toNanos(),
                Phase.DRAIN, DRAIN_NANOS);
    }

    /** What a connection is doing. */
    enum Phase {
        /** It is silent, or a head arrives. */
        HEAD,
        /** A body arrives. */
        BODY,
        /** Kinesis is asked, or the answer leaves. */
        ANSWER,
        /** The answer has left, and the rest of the body is thrown away. */
        DRAIN
    }

    /** Takes in a new connection, or closes it. */
    void open(HttpConnection connection) {
        if (open.size() >= most) {
            connection.close();
            return;
        }
        open.put(connection, new State(Phase.HEAD, System.nanoTime(), () -> {}));
        connection.closeHandler(closed -> open.remove(connection));
    }

    /**
     * Keeps what a connection does from now on.
     *
     * @param late what to do before it is closed for taking too long
     */
    void enter(HttpConnection connection, Phase phase, Runnable late) {
        open.computeIfPresent(connection, (same, before) -> new State(phase, System.nanoTime(), late));
    }

    /** How many are open. */
    int count() {
        return open.size();
    }

    /** Whether more of its answers wait to leave than a client leaves that reads them. */
    static boolean isBehind(HttpConnection connection) {
        return connection instanceof ConnectionBase base && base.isNotWritable();
    }

    /** Ends it now; {@link HttpConnection#close} would wait until all answers have left, and so for a client that reads none. */
    @SuppressWarnings("FutureReturnValueIgnored") // Its closeHandler tells when it has ended.
    static void end(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            base.channel().close();
        } else {
            connection.close();
        }
    }

    /** Ends those that are late. */
    void sweep() {
        long now = System.nanoTime();
        Iterator<Map.Entry<HttpConnection, State>> all =
                Map.copyOf(open).entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<HttpConnection, State> one = all.next();
            State state = one.getValue();
            if (now - state.since() > limits.get(state.phase())) {
                open.remove(one.getKey());
                state.late().run();
                end(one.getKey());
            }
        }
    }

    private record State(Phase phase, long since, Runnable late) {}
}
