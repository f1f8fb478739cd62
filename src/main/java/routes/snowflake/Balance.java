package routes.snowflake;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import routes.batch.BatchCounts;

/** Holds the counts of a run against each other before they are committed. */
public final class Balance {

    /**
     * Every line that COPY parsed is accepted or rejected, and every accepted row has become one of four things or is
     * held.
     *
     * @param rows of {@code transform/read_balance}, one a feed
     * @throws UnbalancedException if a row is unaccounted for; the transaction must not commit
     */
    public void check(List<Map<String, Object>> rows) {
        for (Map<String, Object> row : rows) {
            long parsed = Rows.number(row, "rows_parsed");
            long accepted = Rows.number(row, "rows_accepted");
            long rejected = Rows.number(row, "rows_rejected");
            long settled = Rows.number(row, "rows_inserted")
                    + Rows.number(row, "rows_updated")
                    + Rows.number(row, "rows_superseded")
                    + Rows.number(row, "rows_repeated")
                    + Rows.number(row, "rows_held");
            if (parsed != accepted + rejected || accepted != settled) {
                throw new UnbalancedException(Rows.text(row, "feed"), parsed, accepted, rejected, settled);
            }
        }
    }

    /** The status of a batch by its counts: held as a whole or not at all. */
    public static String status(List<Map<String, Object>> rows) {
        return rows.stream().anyMatch(row -> Rows.truth(row, "is_held")) ? BatchCounts.HELD : "loaded";
    }

    /** The feeds that have lines with more columns than raw keeps apart. */
    public static Set<String> cut(List<Map<String, Object>> rows) {
        return rows.stream()
                .filter(row -> Rows.number(row, "rows_cut") > 0)
                .map(row -> Rows.text(row, "feed"))
                .collect(Collectors.toSet());
    }

    /** The balance for people: {@code orders 750 rows, 745 accepted, 5 rejected, 1 new in the marts}. */
    public static String told(List<Map<String, Object>> rows) {
        return rows.stream()
                .map(row -> Rows.text(row, "feed") + " " + Rows.number(row, "rows_parsed") + " rows, "
                        + Rows.number(row, "rows_accepted") + " accepted, " + Rows.number(row, "rows_rejected")
                        + " rejected, " + (Rows.number(row, "rows_inserted") + Rows.number(row, "rows_updated"))
                        + " new in the marts"
                        + (Rows.number(row, "rows_held") > 0 ? ", " + Rows.number(row, "rows_held") + " held" : ""))
                .collect(Collectors.joining("; "));
    }

    /** Rows are unaccounted for: an error in the SQL, since no input can cause it. */
    public static final class UnbalancedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnbalancedException(String feed, long parsed, long accepted, long rejected, long settled) {
            super("The rows of feed " + feed + " do not balance: parsed " + parsed + ", accepted " + accepted
                    + ", rejected " + rejected + ", inserted + updated + superseded + repeated + held " + settled
                    + ". Nothing was committed. Compare sql/load and sql/transform with the release's.");
        }
    }
}
