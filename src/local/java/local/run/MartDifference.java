package local.run;

import static local.run.Cells.TIME;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import local.shop.CustomerHistory;
import local.shop.CustomerVersion;
import local.shop.Feed;
import local.shop.OrderRow;
import local.shop.Truth;

/** Holds the marts, row by row and column by column, against what the shop knows. */
public final class MartDifference {
    private static final String ORDER = "order_id, customer_id, product, quantity, to_varchar(amount), to_varchar("
            + "ordered_at, " + TIME + "), to_varchar(recorded_at, " + TIME + ")";
    private static final String EVENT =
            "event_id, event_type, customer_id, to_varchar(occurred_at, " + TIME + "), body";

    private final Tables tables;
    private final Truth truth;
    private final Map<String, CustomerHistory> histories;

    /** Compares what these tables hold with what this shop wrote. */
    public MartDifference(Tables tables, Truth truth) {
        this.tables = tables;
        this.truth = truth;
        histories = truth.histories();
    }

    /** The tables and views that are not as they should be. */
    public List<Difference> all() throws SQLException {
        List<Difference> all = new ArrayList<>();
        all.add(orders("mart.orders", truth.orders().values()));
        all.add(orders("mart.superseded_orders", truth.supersededOrders()));
        all.add(events("mart.events", truth.events().values().stream().map(Cells::of)));
        all.add(events(
                "mart.superseded_events", truth.supersededEvents().stream().map(Cells::of)));
        all.add(customerEvents());
        all.add(customers());
        all.add(history());
        all.add(enriched());
        all.add(segments());
        all.add(extra(Feed.ORDERS));
        all.add(extra(Feed.CUSTOMERS));
        return all.stream().filter(difference -> difference.rows() > 0).toList();
    }

    private Difference orders(String table, Collection<OrderRow> expected) throws SQLException {
        return difference(
                table, "select " + ORDER + " from " + table, expected.stream().map(Cells::of));
    }

    private Difference events(String table, Stream<List<String>> expected) throws SQLException {
        return difference(table, "select " + EVENT + " from " + table, expected, MartDifference::withCanonicalBody);
    }

    private Difference customerEvents() throws SQLException {
        return difference(
                "mart.customer_events",
                "select count(*) from mart.customer_events",
                Stream.of(List.of(Long.toString(truth.customerEvents()))));
    }

    private Difference customers() throws SQLException {
        return difference(
                "mart.customers",
                "select customer_id, full_name, email, country, to_varchar(changed_at, " + TIME
                        + ") from mart.customers",
                truth.customers().values().stream().map(Cells::of));
    }

    private Difference history() throws SQLException {
        return difference(
                "mart.customer_history",
                "select customer_id, full_name, email, country, to_varchar(valid_from, " + TIME
                        + "), to_varchar(valid_to, " + TIME
                        + "), iff(is_current, 'true', 'false') from mart.customer_history",
                histories.values().stream()
                        .flatMap(history -> history.versions().stream())
                        .map(Cells::of));
    }

    private Difference enriched() throws SQLException {
        return difference(
                "mart.orders_enriched",
                "select " + ORDER
                        + ", full_name, email, country, iff(is_customer_known, 'true', 'false') from mart.orders_enriched",
                truth.orders().values().stream().map(order -> Cells.enriched(order, customerOf(order))));
    }

    private Optional<CustomerVersion> customerOf(OrderRow order) {
        return Optional.ofNullable(histories.get(order.customerId())).flatMap(history -> history.at(order.orderedAt()));
    }

    private Difference segments() throws SQLException {
        Map<String, List<OrderRow>> orders =
                truth.orders().values().stream().collect(Collectors.groupingBy(OrderRow::customerId));
        Set<String> known = truth.customers().keySet();
        return difference(
                "mart.customer_segments",
                "select customer_id, segment, to_varchar(lifetime_value::number(18, 2)), orders, lifetime_days,"
                        + " iff(is_known, 'true', 'false') from mart.customer_segments",
                Stream.of(orders.keySet(), known)
                        .flatMap(Set::stream)
                        .distinct()
                        .map(id -> Cells.segment(id, orders.getOrDefault(id, List.of()), known.contains(id))));
    }

    private Difference extra(Feed feed) throws SQLException {
        String table = "raw." + feed.feedName();
        return difference(
                table,
                "select distinct extra::varchar from " + table + " where extra is not null",
                truth.wide(feed).stream().map(Cells::extra),
                row -> List.of(CanonicalJson.withoutTrailingNulls(row.get(0))));
    }

    private Difference difference(String table, String query, Stream<List<String>> expected) throws SQLException {
        return difference(table, query, expected, UnaryOperator.identity());
    }

    private Difference difference(
            String table, String query, Stream<List<String>> expected, Function<List<String>, List<String>> read)
            throws SQLException {
        Set<List<String>> missing = expected.collect(Collectors.toCollection(HashSet::new));
        List<List<String>> tooMuch = new ArrayList<>();
        tables.forEach(query, row -> {
            List<String> cells = read.apply(row);
            if (!missing.remove(cells)) {
                tooMuch.add(cells);
            }
        });
        return new Difference(table, missing, tooMuch);
    }

    private static List<String> withCanonicalBody(List<String> row) {
        List<String> cells = new ArrayList<>(row);
        cells.set(row.size() - 1, CanonicalJson.of(row.get(row.size() - 1)));
        return cells;
    }
}
