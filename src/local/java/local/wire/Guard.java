package local.wire;

import java.io.IOException;
import java.util.Optional;

/**
 * Stands behind the faults and before the server: adds a rule the server does not know.
 *
 * <p>Called by the thread of each connection, so it must be thread-safe.
 */
@FunctionalInterface
public interface Guard {

    /** Lets everything through. */
    Guard NONE = (request, forward) -> {
        forward.run();
        return Optional.empty();
    };

    /** Sends the request and waits until the server has begun to answer. */
    @FunctionalInterface
    interface Forward {
        void run() throws IOException;
    }

    /**
     * Either runs {@code forward} once and returns empty, or leaves it and returns the answer to give.
     *
     * @throws IOException what {@code forward} throws
     */
    Optional<Answer> around(Request request, Forward forward) throws IOException;
}
