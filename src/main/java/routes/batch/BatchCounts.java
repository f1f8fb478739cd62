package routes.batch;

/**
 * What became of a batch, as {@code control.batches} has it.
 *
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
 */
public record BatchCounts(
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
        long rowsRepeated) {

    /** For the one line that is logged of a batch. */
    @Override
    public String toString() {
        return objectsLoaded + " of " + objectsListed + " objects, " + rowsParsed + " rows, " + rowsRejected
                + " rejected";
    }
}
