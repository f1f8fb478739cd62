package local.shop;

/** What is wrong with a row that must be rejected. */
public enum BadRow {
    /** The amount or the quantity is not a number; orders only. */
    NOT_A_NUMBER,
    /** A date that cannot be parsed, or is in no calendar. */
    NOT_A_DATE,
    /** The order or the customer has no id. */
    MISSING_KEY,
    /** A field opens a quote that its line never closes. */
    BROKEN_QUOTE
}
