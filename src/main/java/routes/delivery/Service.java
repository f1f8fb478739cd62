package routes.delivery;

/** A service of AWS that records are sent to, in the words that an operator is told with. */
public enum Service {
    /** Takes the records of an agent. */
    FIREHOSE(
            "Firehose",
            "feed.<name>.stream",
            "firehose:PutRecordBatch",
            "Nothing is lost: tailing waits, and the calls are made again."),
    /** Takes the events of a gateway. */
    KINESIS(
            "Kinesis",
            "feed.<name>.ingest",
            "kinesis:PutRecords",
            "Posts to it are not answered 202 meanwhile, and the calls are made again.");

    private final String title;
    private final String property;
    private final String action;
    private final String meanwhile;

    Service(String title, String property, String action, String meanwhile) {
        this.title = title;
        this.property = property;
        this.action = action;
        this.meanwhile = meanwhile;
    }

    /** Its name. */
    public String title() {
        return title;
    }

    /** The property that names a stream of it. */
    String property() {
        return property;
    }

    /** What a role must be allowed. */
    String action() {
        return action;
    }

    /** What becomes of what is sent while a stream takes nothing. */
    String meanwhile() {
        return meanwhile;
    }
}
