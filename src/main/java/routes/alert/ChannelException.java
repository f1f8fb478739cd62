package routes.alert;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/** A channel did not take a message. The text says why, in one line, and holds no secret; there is no cause to look into. */
public final class ChannelException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean isPassing;
    private final transient Optional<Duration> retryAfter;

    private ChannelException(String reason, boolean isPassing, Optional<Duration> retryAfter) {
        super(reason);
        this.isPassing = isPassing;
        this.retryAfter = retryAfter;
    }

    /** One that may pass by itself. */
    static ChannelException passing(String reason) {
        return new ChannelException(reason, true, Optional.empty());
    }

    /** One that may pass by itself, after the time that the channel asks for. */
    static ChannelException passing(String reason, Optional<Duration> retryAfter) {
        return new ChannelException(reason, true, retryAfter);
    }

    /** One that stays until somebody changes something. */
    static ChannelException lasting(String reason) {
        return new ChannelException(reason, false, Optional.empty());
    }

    /** One that nobody has thought of, told by its name alone: its message may hold anything. */
    public static ChannelException unexpected(Throwable failure) {
        if (failure instanceof RejectedExecutionException) {
            return passing("the process stops");
        }
        return passing("it failed unexpectedly (" + failure.getClass().getName() + ")");
    }

    /** Whether it may pass by itself. */
    public boolean isPassing() {
        return isPassing;
    }

    /** How long the channel asks to be left alone, if it does. */
    public Optional<Duration> retryAfter() {
        return retryAfter == null ? Optional.empty() : retryAfter;
    }
}
