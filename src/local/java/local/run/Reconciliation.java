package local.run;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where every line went.
 *
 * @param generated lines written to the logs
 * @param judgement bad lines among them and what became of them, if the shop made them
 * @param delivered lines in the archived objects; more than generated if a kill made the agent send some again
 * @param parsed lines that COPY saw
 * @param accepted rows that passed the rules
 * @param rejected lines in {@code control.rejected_rows}
 * @param inserted rows that were new to a mart
 * @param updated rows that replaced an older version
 * @param superseded rows that were older than what the mart had
 * @param repeated rows that the mart had already
 * @param inMarts rows in {@code mart.orders}, {@code mart.events} and {@code mart.customer_events}
 * @param differences where the marts differ from the shop's truth
 */
record Reconciliation(
        long generated,
        Optional<Judgement> judgement,
        long delivered,
        long parsed,
        long accepted,
        long rejected,
        long inserted,
        long updated,
        long superseded,
        long repeated,
        long inMarts,
        List<Difference> differences) {

    static Reconciliation of(
            long generated, Optional<Judgement> judgement, List<Difference> differences, Tables tables, Lake lake)
            throws SQLException {
        String counts = "select coalesce(sum(rows_%s), 0) from control.batch_counts where run = 1";
        return new Reconciliation(
                generated,
                judgement,
                lake.archivedLines(loaded(tables)),
                tables.number(counts.formatted("parsed")),
                tables.number(counts.formatted("accepted")),
                tables.number("select count(*) from control.rejected_rows"),
                tables.number(counts.formatted("inserted")),
                tables.number(counts.formatted("updated")),
                tables.number(counts.formatted("superseded")),
                tables.number(counts.formatted("repeated")),
                tables.number("select (select count(*) from mart.orders) + (select count(*) from mart.events)"
                        + " + (select count(*) from mart.customer_events)"),
                differences);
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
        return lost + unparsed + unsettled + misjudged() + wrong();
    }

    /** Bad lines that were not rejected, and good ones that were. Lines sent twice may be rejected twice. */
    private long misjudged() {
        long excess = delivered == generated ? judgement.map(Judgement::excess).orElse(0L) : 0;
        return judgement.map(Judgement::missing).orElse(0L) + excess;
    }

    private long wrong() {
        return differences.stream().mapToLong(Difference::rows).sum();
    }

    @Override
    public String toString() {
        return """

                generated   %,12d lines%s
                delivered   %,12d lines in the archive
                parsed      %,12d rows
                accepted    %,12d rows = %,d inserted + %,d updated + %,d superseded + %,d repeated
                rejected    %,12d rows
                in marts    %,12d rows of orders, events and customer events
                %sunaccounted %,12d
                """.formatted(
                        generated,
                        judgement.map(bad -> ", " + bad.bad() + " of them bad").orElse(""),
                        delivered,
                        parsed,
                        accepted,
                        inserted,
                        updated,
                        superseded,
                        repeated,
                        rejected,
                        inMarts,
                        differences.stream().map(Difference::toString).collect(Collectors.joining()),
                        unaccounted());
    }
}
