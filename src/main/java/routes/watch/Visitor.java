package routes.watch;

import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/**
 * Who calls on the management port, as {@link Gate} has found out. Immutable.
 *
 * @param name as the file of users has it; {@code local} where nobody has to log in, which is only on this host
 * @param maySteer whether they may change anything: start and stop routes, replay, trace. All visitors may read.
 */
public record Visitor(String name, boolean maySteer) {
    /** Somebody on this host, where nobody has to log in. */
    static final Visitor LOCAL = new Visitor("local", true);

    private static final String KEY = Visitor.class.getName();

    public Visitor {
        Objects.requireNonNull(name, "name");
    }

    /**
     * Who sent a request.
     *
     * @throws IllegalStateException if it has not come through the gate, as requests for health do not: nobody is let in by
     *     mistake
     */
    public static Visitor of(RoutingContext request) {
        Visitor visitor = request.get(KEY);
        if (visitor == null) {
            throw new IllegalStateException("Nobody has asked who sent this request");
        }
        return visitor;
    }

    /** Says that this is who sent a request. */
    void entered(RoutingContext request) {
        request.put(KEY, this);
    }
}
