package local.firehose;

/**
 * An answer that is an error.
 *
 * @param status the HTTP status
 * @param type the name of the error, as the SDK knows it
 * @param message what was expected
 */
record Refusal(int status, String type, String message) {

    static Refusal invalidArgument(String message) {
        return new Refusal(400, "InvalidArgumentException", message);
    }

    static Refusal unknownStream(String name) {
        return new Refusal(
                400,
                "ResourceNotFoundException",
                "Firehose " + printable(name) + " not found under account 000000000000.");
    }

    static Refusal readsFromStream() {
        return invalidArgument("This operation is not permitted on KinesisStreamAsSource delivery stream type.");
    }

    static Refusal unknownOperation(String operation) {
        return new Refusal(
                400,
                "UnknownOperationException",
                "The local Firehose does not know " + printable(operation)
                        + "; it knows PutRecord, PutRecordBatch and DescribeDeliveryStream.");
    }

    static Refusal unavailable(int status) {
        return status == 503
                ? new Refusal(503, "ServiceUnavailableException", "Service unavailable.")
                : new Refusal(500, "InternalFailure", "Internal failure.");
    }

    /** Foreign text, cut and without what could forge a line of a log. */
    private static String printable(String text) {
        String cut = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
