package routes.batch;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What became of a batch, as {@code control.batches} has it.
 *
 * @param status {@code loaded}, or {@code held} if the marts were left alone
 * @param objectsListed in the manifest
 * @param objectsLoaded into raw
 * @param objectsRepeated held by the ledger before
 * @param objectsFailed unreadable, in dead-letter
 * @param objectsMissing found nowhere
 * @param rowsParsed lines that COPY saw
 * @param rowsAccepted rows that passed the rules
 * @param rowsRejected lines in {@code control.rejected_rows}
 * @param rowsInserted new in the marts
 * @param rowsUpdated newer versions of what the marts had
 * @param rowsSuperseded older versions of what the marts have
 * @param rowsRepeated the same as what the marts have
 * @param rowsHeld accepted, and kept out of the marts because the batch is held
 * @param rowsExtra lines with more columns than their feed knows
 */
public record BatchCounts(
        String status,
        long objectsListed,
        long objectsLoaded,
        long objectsRepeated,
        long objectsFailed,
        long objectsMissing,
        long rowsParsed,
        long rowsAccepted,
        long rowsRejected,
        long rowsInserted,
        long rowsUpdated,
        long rowsSuperseded,
        long rowsRepeated,
        long rowsHeld,
        long rowsExtra) {
    public static final String HELD = "held";

    /** Whether the marts were left alone. */
    @JsonIgnore
    public boolean isHeld() {
        return HELD.equals(status);
    }

    /** For the one line that is logged of a batch. */
    @Override
    public String toString() {
        return objectsLoaded + " of " + objectsListed + " objects, " + rowsParsed + " rows, " + rowsRejected
                + " rejected" + (isHeld() ? "; HELD, the marts are as they were" : "");
    }
}
