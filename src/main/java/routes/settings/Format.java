package routes.settings;

/** What becomes of the lines of a feed before they leave. The names are those of the Kinesis Agent's options. */
public enum Format {
    /** Lines leave as they stand. */
    RAW,
    /** A line of separated values becomes an object of JSON. */
    CSVTOJSON,
    /** A line of a log becomes an object of JSON. */
    LOGTOJSON,
    /** The lines of an entry become one line. */
    SINGLELINE
}
