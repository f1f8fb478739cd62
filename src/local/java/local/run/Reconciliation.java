package local.run;

import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where every line went.
 *
 * @param generated lines written to the logs
 * @param bad lines among them that the shop made bad, if the shop made them
 * @param delivered lines in the archived objects; more than generated if a kill made the agent send some again
 * @param parsed lines that COPY saw
 * @param accepted rows that passed the rules
 * @param rejected lines in {@code control.rejected_rows}
 * @param inserted rows that were new to a mart
 * @param updated rows that replaced an older version
 * @param superseded rows that were older than what the mart had
 * @param repeated rows that the mart had already
 * @param inMarts rows in {@code mart.orders} and {@code mart.customer_events}
 * @param wrong rows of the marts that differ from the shop's truth
 */
record Reconciliation(
        long generated,
        OptionalLong bad,
        long delivered,
        long parsed,
        long accepted,
        long rejected,
        long inserted,
        long updated,
        long superseded,
        long repeated,
        long inMarts,
        long wrong) {

    static Reconciliation of(long generated, OptionalLong bad, Tables tables, Lake lake, long wrong)
            throws SQLException {
        String counts = "select coalesce(sum(rows_%s), 0) from control.batch_counts where run = 1";
        return new Reconciliation(
                generated,
                bad,
                lake.archivedLines(loaded(tables)),
                tables.number(counts.formatted("parsed")),
                tables.number(counts.formatted("accepted")),
                tables.number("select count(*) from control.rejected_rows"),
                tables.number(counts.formatted("inserted")),
                tables.number(counts.formatted("updated")),
                tables.number(counts.formatted("superseded")),
                tables.number(counts.formatted("repeated")),
                tables.number(
                        "select (select count(*) from mart.orders) + (select count(*) from mart.customer_events)"),
                wrong);
    }

    /** The objects of the ledger, without the folder of processing. */
    private static Set<String> loaded(Tables tables) throws SQLException {
        return tables.rows("select feed, batch_id, source_file from control.loaded_objects").stream()
                .map(row -> row.get(0) + "/" + row.get(1)
                        + row.get(2).substring(row.get(2).lastIndexOf('/')))
                .collect(Collectors.toSet());
    }

    /** Lines that are nowhere, rows that nobody wrote, and rows that are wrong: zero when all is well. */
    long unaccounted() {
        long lost = Math.max(0, generated - delivered);
        long unparsed = Math.abs(delivered - parsed);
        long unsettled = Math.abs(parsed - accepted - rejected)
                + Math.abs(accepted - inserted - updated - superseded - repeated);
        return lost + unparsed + unsettled + misjudged() + wrong;
    }

    /** Bad lines that were not rejected, and good ones that were. Lines sent twice may be rejected twice. */
    private long misjudged() {
        if (bad.isEmpty()) {
            return 0;
        }
        long difference = rejected - bad.getAsLong();
        return delivered == generated ? Math.abs(difference) : Math.max(0, -difference);
    }

    @Override
    public String toString() {
        return """

                generated   %,12d lines%s
                delivered   %,12d lines in the archive
                parsed      %,12d rows
                accepted    %,12d rows = %,d inserted + %,d updated + %,d superseded + %,d repeated
                rejected    %,12d rows
                in marts    %,12d rows of orders and customer events
                unaccounted %,12d
                """.formatted(
                        generated,
                        bad.isPresent() ? ", " + bad.getAsLong() + " of them bad" : "",
                        delivered,
                        parsed,
                        accepted,
                        inserted,
                        updated,
                        superseded,
                        repeated,
                        rejected,
                        inMarts,
                        unaccounted());
    }
}
