package routes.ingest;

/** The process stops and takes no more events. Another one, or this one once it has started again, will. */
public final class StoppingException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says so. */
    public StoppingException(String message) {
        super(message);
    }
}
