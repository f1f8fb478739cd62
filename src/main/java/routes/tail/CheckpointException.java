package routes.tail;

/** A checkpoint cannot be used. The message names the file and says what to do. */
public final class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
