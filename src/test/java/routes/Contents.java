package routes;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the warehouse holds, told without the times of loading and without where an object lies now. */
final class Contents {
    private static final String OBJECT = "(processing/[^/]+|processed/raw)/[^ ]*/(?=[0-9]{6}[.])";
    private static final Map<String, String> CONTROL = Map.of(
            "raw.orders", "order_id, recorded_at, to_json(extra), batch_id, source_file, source_row",
            "raw.customers", "customer_id, changed_at, to_json(extra), batch_id, source_file, source_row",
            "raw.events", "line, batch_id, source_file, source_row",
            "control.rejected_rows", "batch_id, feed, source_file, source_row, rule, line",
            "control.loaded_objects",
                    "landing_key, etag, feed, batch_id, source_file, status, rows_parsed, rows_loaded, errors_seen");

    private Contents() {}

    /** The rows of each mart, sorted. */
    static Map<String, List<String>> ofMarts(LocalStack stack) {
        return Stream.of(
                        "mart.customer_events",
                        "mart.customers",
                        "mart.customer_history",
                        "mart.orders",
                        "mart.superseded_orders",
                        "mart.events",
                        "mart.superseded_events")
                .collect(Collectors.toMap(table -> table, table -> rows(stack, "*", table), (a, b) -> a, TreeMap::new));
    }

    /** The rows of each mart, of raw, of the ledger and of what was rejected, sorted. */
    static Map<String, List<String>> of(LocalStack stack) {
        Map<String, List<String>> all = new TreeMap<>(ofMarts(stack));
        CONTROL.forEach((table, columns) -> all.put(table, rows(stack, columns, table)));
        return all;
    }

    private static List<String> rows(LocalStack stack, String columns, String table) {
        return stack.rows("select " + columns + " from " + table).stream()
                .map(row -> String.join(" | ", row.stream().map(String::valueOf).toList())
                        .replaceAll(OBJECT, ""))
                .sorted()
                .toList();
    }
}
