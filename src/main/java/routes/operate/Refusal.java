package routes.operate;

/** A request that is not done, with a status of HTTP and what to do instead. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNAVAILABLE = 503;

    private final int status;

    private Refusal(int status, String detail) {
        super(detail);
        this.status = status;
    }

    /** The request is not understood. */
    public static Refusal misunderstood(String detail) {
        return new Refusal(BAD_REQUEST, detail);
    }

    /** There is no such thing. */
    public static Refusal unknown(String detail) {
        return new Refusal(NOT_FOUND, detail);
    }

    /** Not while something else is under way. */
    public static Refusal busy(String detail) {
        return new Refusal(CONFLICT, detail);
    }

    /** It was tried, and failed. */
    public static Refusal failed(String detail) {
        return new Refusal(CONFLICT, detail);
    }

    /** Not at this moment. */
    public static Refusal unavailable(String detail) {
        return new Refusal(UNAVAILABLE, detail);
    }

    /** The status of HTTP. */
    public int status() {
        return status;
    }
}
