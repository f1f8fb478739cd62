package routes.snowflake;

/** Another loader of the pipeline has taken over: this one has written nothing and must exit. */
public final class FencedOutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FencedOutException(String by, long current, long ours) {
        super("Another loader has taken over this pipeline: the epoch is " + current + ", raised by " + by
                + ", ours is " + ours + ".");
    }
}
