package routes.snowflake;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import routes.batch.BatchCounts;

/** Holds the counts of a run against each other before they are committed. Thread-safe. */
public final class Balance {
    private volatile double unaccounted = Double.NaN;

    /** Rows that the latest run judged here could not account for; zero when all is well, NaN before the first. */
    public double unaccounted() {
        return unaccounted;
    }

    /**
     * Every line that COPY parsed is accepted or rejected, and every accepted row has become one of four things or is
     * held.
     *
     * @param rows of {@code transform/read_balance}, one a feed
     * @throws UnbalancedException if a row is unaccounted for; the transaction must not commit
     */
    public void check(List<Map<String, Object>> rows) {
        List<Account> accounts = rows.stream().map(Account::of).toList();
        unaccounted = accounts.stream().mapToLong(Account::unaccounted).sum();
        accounts.stream()
                .filter(account -> account.unaccounted() != 0)
                .findFirst()
                .ifPresent(account -> {
                    throw new UnbalancedException(account);
                });
    }

    /** What became of the rows of a feed. */
    private record Account(String feed, long parsed, long accepted, long rejected, long settled) {
        static Account of(Map<String, Object> row) {
            return new Account(
                    Rows.text(row, "feed"),
                    Rows.number(row, "rows_parsed"),
                    Rows.number(row, "rows_accepted"),
                    Rows.number(row, "rows_rejected"),
                    Rows.number(row, "rows_inserted")
                            + Rows.number(row, "rows_updated")
                            + Rows.number(row, "rows_superseded")
                            + Rows.number(row, "rows_repeated")
                            + Rows.number(row, "rows_held"));
        }

        /** Without signs: what is too much here must not make up for what is missing there. */
        long unaccounted() {
            return Math.abs(parsed - accepted - rejected) + Math.abs(accepted - settled);
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
                                + (Rows.number(row, "rows_held") > 0
                                        ? ", " + Rows.number(row, "rows_held") + " held"
                                        : ""))
                        .collect(Collectors.joining("; "))
                + (BatchCounts.HELD.equals(status(rows)) ? "; it is HELD, the marts are as they were" : "");
    }

    /** Rows are unaccounted for: an error in the SQL, since no input can cause it. */
    public static final class UnbalancedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnbalancedException(Account rows) {
            super("The rows of feed " + rows.feed + " do not balance: parsed " + rows.parsed + ", accepted "
                    + rows.accepted + ", rejected " + rows.rejected
                    + ", inserted + updated + superseded + repeated + held " + rows.settled
                    + ". Nothing was committed. Compare sql/load and sql/transform with the release's.");
        }
    }
}
