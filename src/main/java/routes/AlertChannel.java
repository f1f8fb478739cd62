package routes;

import java.util.function.Function;
import routes.alert.ChannelException;

/**
 * Where alerts go out.
 *
 * @param name {@code slack}, {@code mail} or {@code webhook}
 * @param uri the endpoint that sends one, once; holds no secret
 * @param explained why it failed
 */
record AlertChannel(String name, String uri, Function<Throwable, ChannelException> explained) {
    AlertChannel(String name, String uri) {
        this(name, uri, AlertChannel::asItIs);
    }

    /** The endpoint that takes an alert to be sent in a while. */
    String door() {
        return "direct:alert-" + name;
    }

    private static ChannelException asItIs(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ChannelException reason) {
                return reason;
            }
        }
        return ChannelException.unexpected(failure);
    }
}
