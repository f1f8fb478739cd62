package local.shop;

/** What is wrong with a row that must be rejected. */
public enum BadRow {
    /** The amount or the quantity is not a number; orders only. */
    NOT_A_NUMBER,
    /** A date that is missing, cannot be parsed, or is in no calendar. */
    NOT_A_DATE,
    /** The order or the customer has no id. */
    MISSING_KEY,
    /** A field opens a quote that its line never closes. */
    BROKEN_QUOTE,
    /** The line ends before its last column, the date, begins; orders and customers only. */
    TOO_FEW_COLUMNS,
    /** The line cannot be parsed as JSON, or was cut short; events only. */
    NOT_JSON,
    /** The line is JSON, but no object; events only. */
    NOT_AN_OBJECT,
    /** The event does not say what happened. */
    MISSING_TYPE
}
