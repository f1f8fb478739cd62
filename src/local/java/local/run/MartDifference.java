package local.run;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import local.shop.CustomerEvent;
import local.shop.OrderRow;
import local.shop.Truth;

/** Holds the marts, row by row and column by column, against what the shop knows. */
final class MartDifference {
    private static final String TIME = "'YYYY-MM-DD\"T\"HH24:MI:SS.FF3\"Z\"'";

    private final Tables tables;
    private final Truth truth;

    MartDifference(Tables tables, Truth truth) {
        this.tables = tables;
        this.truth = truth;
    }

    /** Rows that are missing, too many or wrong, over all marts. */
    long count() throws SQLException {
        long events = tables.number("select count(*) from mart.customer_events");
        return orders() + customers() + Math.abs(events - truth.customerEvents());
    }

    private long orders() throws SQLException {
        return differences(
                tables.rows(
                        "select order_id, customer_id, product, quantity, to_varchar(amount), to_varchar(ordered_at, "
                                + TIME + "), to_varchar(recorded_at, " + TIME + ") from mart.orders"),
                truth.orders().values().stream().collect(Collectors.toMap(OrderRow::orderId, MartDifference::cells)));
    }

    private long customers() throws SQLException {
        return differences(
                tables.rows("select customer_id, full_name, email, country, to_varchar(changed_at, " + TIME
                        + ") from mart.customers"),
                truth.customers().values().stream()
                        .collect(Collectors.toMap(CustomerEvent::customerId, MartDifference::cells)));
    }

    private static long differences(List<List<String>> mart, Map<String, List<String>> expected) {
        Map<String, Long> counts =
                mart.stream().collect(Collectors.groupingBy(row -> row.get(0), Collectors.counting()));
        long doubles = counts.values().stream().mapToLong(count -> count - 1).sum();
        Map<String, List<String>> found =
                mart.stream().collect(Collectors.toMap(row -> row.get(0), Function.identity(), (a, b) -> a));
        Map<String, List<String>> missing = new HashMap<>(expected);
        missing.entrySet().removeIf(row -> row.getValue().equals(found.get(row.getKey())));
        long extra = found.keySet().stream()
                .filter(key -> !expected.containsKey(key))
                .count();
        return doubles + missing.size() + extra;
    }

    private static List<String> cells(OrderRow order) {
        return List.of(
                order.orderId(),
                order.customerId(),
                order.product().trim(),
                Integer.toString(order.quantity()),
                order.amount().toPlainString(),
                time(order.orderedAt()),
                time(order.recordedAt()));
    }

    private static List<String> cells(CustomerEvent event) {
        return List.of(
                event.customerId(), event.fullName().trim(), event.email(), event.country(), time(event.changedAt()));
    }

    private static String time(java.time.Instant instant) {
        return java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", java.util.Locale.ROOT)
                .withZone(java.time.ZoneOffset.UTC)
                .format(instant);
    }
}
