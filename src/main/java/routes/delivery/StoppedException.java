package routes.delivery;

/** The process stops while a stream takes nothing. The lines are read again at the next start. */
public final class StoppedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says what was not delivered. */
    public StoppedException(String message) {
        super(message);
    }
}
