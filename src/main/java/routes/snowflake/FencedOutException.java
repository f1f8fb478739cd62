package routes.snowflake;

/** Another loader of the pipeline has taken over: this one has written nothing and must exit. */
public final class FencedOutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FencedOutException(long ours, long current) {
        super("Another loader has taken over this pipeline: the epoch is " + current + ", ours is " + ours + ".");
    }
}
