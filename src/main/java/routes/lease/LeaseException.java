package routes.lease;

/** The API server cannot be asked or does not want to answer; the message says what to do. */
public final class LeaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseException(String message, Throwable cause) {
        super(message, cause);
    }

    LeaseException(String message) {
        this(message, null);
    }
}
