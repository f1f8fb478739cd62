package local.kinesis;

/** A call that is answered with an error of the service. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String type;

    /** @param type the name of the error, as the SDK knows it */
    Refusal(int status, String type, String message) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
    }

    static Refusal invalidArgument(String message) {
        return new Refusal(400, "InvalidArgumentException", message);
    }

    static Refusal invalidValue(String message) {
        return new Refusal(400, "ValidationException", message);
    }

    static Refusal notFound(String what) {
        return new Refusal(400, "ResourceNotFoundException", what + " not found under account 000000000000.");
    }

    static Refusal inUse(String message) {
        return new Refusal(400, "ResourceInUseException", message);
    }

    static Refusal unavailable(int status) {
        return status == 503
                ? new Refusal(503, "ServiceUnavailable", "Service unavailable.")
                : new Refusal(500, "InternalFailure", "Internal failure.");
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }
}
