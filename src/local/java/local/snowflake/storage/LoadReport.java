package local.snowflake.storage;

/**
 * What became of one file of a COPY.
 *
 * @param parsed rows read, those in error included
 * @param errors rows in error
 * @param firstError null where there was none
 * @param firstLine the line of the first error, from 1; 0 where there was none
 * @param firstCharacter the character of that line, from 1
 * @param firstColumn the position of the column, from 1
 */
public record LoadReport(
        StagedFile file,
        long parsed,
        long errors,
        String firstError,
        long firstLine,
        int firstCharacter,
        int firstColumn) {

    /** Rows without an error. */
    public long sound() {
        return parsed - errors;
    }
}
