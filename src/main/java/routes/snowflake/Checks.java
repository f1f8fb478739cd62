package routes.snowflake;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import routes.text.Printable;

/** Holds what {@code sql/checks} promises: a check is a query that returns no rows when it holds. */
public final class Checks {
    /** Rows of a failed check that are told; the rest is counted. */
    public static final int MAX_TOLD = 3;

    /**
     * Lets a transaction go on only if a check holds in it.
     *
     * @param check its name, {@code orders_are_unique}
     * @param rows what it returned
     * @throws FailedCheckException if there are any; the transaction must not commit
     */
    public void require(String check, List<Map<String, Object>> rows) {
        if (!rows.isEmpty()) {
            throw new FailedCheckException(check, rows);
        }
    }

    /** Rows for people, safe to print: {@code order_id=O-1, copies=2; order_id=O-7, copies=3}. */
    public static String told(List<Map<String, Object>> rows) {
        return rows.stream()
                .limit(MAX_TOLD)
                .map(row -> row.entrySet().stream()
                        .map(cell -> cell.getKey() + "=" + cell.getValue())
                        .collect(Collectors.joining(", ")))
                .map(Printable::of)
                .collect(Collectors.joining("; "));
    }

    /** A promise of the warehouse would be broken by the transaction, which was rolled back. */
    public static final class FailedCheckException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FailedCheckException(String check, List<Map<String, Object>> rows) {
            super("Check sql/checks/" + check + ".sql of property transform.checks does not hold: it returns "
                    + rows.size() + (rows.size() == 1 ? " row, " : " rows, the first: ") + told(rows)
                    + ". Nothing was committed. Look for the cause in sql/transform, or in what the tables held before"
                    + " (`java -jar snowline.jar check " + check + "`); without the check in transform.checks the batch"
                    + " loads as it is.");
        }
    }
}
