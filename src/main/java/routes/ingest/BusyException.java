package routes.ingest;

import java.time.Duration;

/** More events wait than memory is set aside for. They can be put a little later. */
public final class BusyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /** Says what is full, and when to try again. */
    public BusyException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** When there may be room again: whole seconds, one or more. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
