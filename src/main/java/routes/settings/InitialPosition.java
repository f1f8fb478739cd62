package routes.settings;

/** Where a file that is there at the very first start is read from. The names are those of the Kinesis Agent. */
public enum InitialPosition {
    /** Everything in it is delivered. */
    START_OF_FILE,
    /** Only what is written to it from then on. */
    END_OF_FILE
}
