package routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import local.run.LocalUser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import routes.snowflake.Scripts;

/** Every file of {@code sql/checks} holds on what the loader writes, and tells of data that was broken by hand. */
class ChecksIT {
    private static final Scripts SCRIPTS = Scripts.read("classpath:sql");
    private static final String SOMEWHERE = "batch_id, source_file, source_row";
    private static final Map<String, List<String>> BREAKS = breaks();

    private static LocalStack stack;
    private static HikariDataSource pool;

    @BeforeAll
    static void load() throws Exception {
        stack = new LocalStack();
        String checks = SCRIPTS.in("checks").stream()
                .map(check -> check.substring("checks/".length()))
                .collect(Collectors.joining(","));
        Map<String, String> checked = Map.of("transform.checks", checks, "archive.parquet", "false");
        try (TestLoader loader = stack.loader(checked)) {
            stack.put(
                    "landing/customers/1",
                    "C-1,Ada,ada@example.com,GB,upsert,2026-11-20T09:00:00Z",
                    "C-1,Ada,ada@example.com,DE,upsert,2026-11-20T10:00:00Z",
                    "C-2,Bob,bob@example.com,GB,upsert,2026-11-20T09:00:00Z",
                    "C-2,Bob,bob@example.com,GB,delete,2026-11-20T11:00:00Z",
                    "C-3,Cy,cy@example.com,GB,upsert,tomorrow");
            stack.put(
                    "landing/orders/1",
                    "O-1,C-1,Mug,2,19.90,2026-11-20T09:30:00Z,2026-11-20T09:30:01Z",
                    "O-2,C-9,Pot,1,5.00,2026-11-20T10:30:00Z,2026-11-20T10:30:01Z",
                    "O-3,C-9,Pot,0,5.00,2026-11-20T10:30:00Z,2026-11-20T10:30:01Z");
            stack.put(
                    "landing/events/1",
                    "{\"event_id\": \"E-1\", \"event_type\": \"seen\", \"occurred_at\": \"2026-11-20T10:00:00Z\"}",
                    "{\"event_type\": \"seen\", \"occurred_at\": \"2026-11-20T10:00:00Z\"}");
            stack.awaitQuiet();
            stack.put("landing/orders/2", "O-1,C-1,Mug,3,29.85,2026-11-20T09:30:00Z,2026-11-20T12:00:00Z");
            stack.put(
                    "landing/events/2",
                    "{\"event_id\": \"E-1\", \"event_type\": \"read\", \"occurred_at\": \"2026-11-20T10:01:00Z\"}");
            stack.awaitQuiet();
        }
        String batch = stack.one("select batch_id from control.batches order by recorded_at limit 1");
        assertThat(stack.command(checked, "reprocess", batch)).isZero();
        assertThat(stack.command(checked, "reload", batch)).isZero();
        pool = LocalUser.open(stack.snowflake());
    }

    @AfterAll
    static void stopStack() throws Exception {
        pool.close();
        stack.close();
    }

    @Test
    void holdsOnWhatTheLoaderWrote() {
        assertThat(stack.number("select count(*) from control.batches")).isEqualTo(2);
        assertThat(stack.failingChecks()).isEmpty();
    }

    @Test
    void isBrokenHereInSomeWayForEveryFile() {
        assertThat(BREAKS.keySet())
                .containsExactlyInAnyOrderElementsOf(SCRIPTS.in("checks").stream()
                        .map(check -> check.substring("checks/".length()))
                        .toList());
    }

    static Stream<Arguments> breakages() {
        return BREAKS.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(broken -> Arguments.of(entry.getKey(), broken)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("breakages")
    void tellsOfBrokenData(String check, String broken) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                assertThat(statement.executeUpdate(broken)).as("changed rows").isPositive();
                assertThat(found(statement, check)).isTrue();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /** A view is wrong by its text alone, whatever the tables hold. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            enriched_orders_are_orders | orders_enriched   | where customer_id = 'C-1'
            hours_add_up               | orders_by_hour    | where orders > 1
            segments_add_up            | customer_segments | where is_known
            """)
    void tellsOfAWrongView(String check, String view, String condition) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            String right = SCRIPTS.text("setup/views/" + view).strip().replaceFirst(";$", "");
            int query = right.indexOf("\nas\n") + "\nas\n".length();
            try {
                statement.execute(
                        right.substring(0, query) + "select * from (\n" + right.substring(query) + "\n) " + condition);
                assertThat(found(statement, check)).isTrue();
            } finally {
                statement.execute(right);
            }
            assertThat(found(statement, check)).isFalse();
        }
    }

    private static boolean found(Statement statement, String check) throws SQLException {
        try (ResultSet found = statement.executeQuery(SCRIPTS.text("checks/" + check))) {
            return found.next();
        }
    }

    private static Map<String, List<String>> breaks() {
        Map<String, List<String>> breaks = new LinkedHashMap<>();
        breaks.put(
                "attributes_match_hashes",
                List.of(
                        "update mart.customer_history set email = null where customer_id = 'C-1'",
                        "update mart.customer_events set attribute_hash = null where customer_id = 'C-1'"));
        breaks.put("batches_are_unique", List.of("insert into control.batches select * from control.batches"));
        breaks.put(
                "batches_balance",
                List.of(
                        "update control.batch_counts set rows_parsed = rows_parsed + 1",
                        "update control.batch_counts set rows_inserted = rows_inserted + 1",
                        "update control.batch_counts set rows_held = 1",
                        "update control.batch_counts set rows_held = rows_inserted, rows_inserted = 0"));
        breaks.put(
                "batches_follow_counts",
                List.of(
                        "delete from control.batch_counts",
                        "update control.batches set rows_parsed = rows_parsed + 1",
                        "update control.batches set rows_accepted = rows_accepted - 1",
                        "update control.batches set rows_rejected = rows_rejected + 1",
                        "update control.batches set rows_held = 1",
                        "update control.batches set status = 'held'",
                        "update control.batches set run = run + 1"));
        breaks.put(
                "current_history_equals_customers",
                List.of(
                        "delete from mart.customers",
                        "delete from mart.customer_history where is_current",
                        "update mart.customers set full_name = 'Eve'",
                        "update mart.customers set email = null",
                        "update mart.customer_history set country = 'FR' where is_current"));
        breaks.put(
                "customer_events_are_distinct",
                List.of("insert into mart.customer_events select * from mart.customer_events"));
        breaks.put("customers_are_unique", List.of("insert into mart.customers select * from mart.customers"));
        breaks.put(
                "customers_follow_events",
                List.of(
                        "delete from mart.customers",
                        "update mart.customers set row_hash = 'other'",
                        "delete from mart.customer_events where customer_id = 'C-1'",
                        "update mart.customer_events set is_deleted = true where customer_id = 'C-1'",
                        // A deletion counts more than what else was said at its time.
                        "insert into mart.customer_events (customer_id, is_deleted, changed_at, row_hash, " + SOMEWHERE
                                + ") select customer_id, true, changed_at, '0', " + SOMEWHERE
                                + " from mart.customers"));
        breaks.put(
                "enriched_orders_are_orders",
                List.of("insert into mart.customer_history select * from mart.customer_history"));
        breaks.put("events_are_unique", List.of("insert into mart.events select * from mart.events"));
        breaks.put(
                "history_follows_events",
                List.of(
                        "delete from mart.customer_history where customer_id = 'C-2'",
                        "update mart.customer_history set valid_to = null where customer_id = 'C-2'",
                        "update mart.customer_history set valid_from = dateadd('minute', 1, valid_from)",
                        "update mart.customer_history set valid_to = dateadd('minute', 1, valid_to)",
                        "update mart.customer_history set attribute_hash = 'other' where customer_id = 'C-2'",
                        "delete from mart.customer_events where customer_id = 'C-2' and is_deleted",
                        "delete from mart.customer_events where customer_id = 'C-1'",
                        "update mart.customer_history set attribute_hash = 'same' where customer_id = 'C-1'"));
        breaks.put(
                "history_has_one_current_version",
                List.of("update mart.customer_history set is_current = true where customer_id = 'C-1'"));
        breaks.put(
                "history_intervals_are_not_empty",
                List.of(
                        "update mart.customer_history set valid_to = valid_from where valid_to is not null",
                        "update mart.customer_history set is_current = not is_current"));
        breaks.put(
                "history_intervals_do_not_overlap",
                List.of(
                        "update mart.customer_history set valid_to = dateadd('second', 1, valid_to)",
                        "update mart.customer_history set valid_to = null where customer_id = 'C-1'",
                        "insert into mart.customer_history select * from mart.customer_history"));
        // What breaks it is no data, but the view.
        breaks.put("hours_add_up", List.of());
        breaks.put(
                "keys_are_present",
                Stream.of(
                                "customer_events set customer_id",
                                "customers set customer_id",
                                "customer_history set customer_id",
                                "orders set order_id",
                                "superseded_orders set order_id",
                                "events set event_id",
                                "superseded_events set event_id")
                        .map(column -> "update mart." + column + " = ' '")
                        .toList());
        breaks.put(
                "lineage_is_complete",
                List.of(
                        "delete from control.loaded_objects",
                        "update mart.orders set source_file = 'nowhere'",
                        "update mart.customer_history set batch_id = 'none'",
                        "insert into control.loaded_objects (landing_key, etag, feed, batch_id, source_file, status,"
                                + " size_bytes, rows_parsed, rows_loaded, errors_seen, recorded_at) select 'landing/other',"
                                + " etag, feed, batch_id, source_file, status, size_bytes, rows_parsed, rows_loaded,"
                                + " errors_seen, recorded_at from control.loaded_objects"));
        breaks.put(
                "loaded_objects_are_distinct",
                List.of("insert into control.loaded_objects select * from control.loaded_objects"));
        breaks.put(
                "mart_rows_are_counted",
                List.of(
                        "insert into mart.customer_events select * from mart.customer_events",
                        "insert into mart.superseded_orders select * from mart.orders",
                        "insert into mart.superseded_events select * from mart.events",
                        "update mart.orders set batch_id = 'none'",
                        "update control.batch_counts set rows_inserted = 0"));
        breaks.put(
                "orders_are_possible",
                List.of(
                        "update mart.orders set customer_id = ''",
                        "update mart.orders set quantity = 0",
                        "update mart.orders set amount = -amount"));
        breaks.put("orders_are_unique", List.of("insert into mart.orders select * from mart.orders"));
        breaks.put(
                "outcomes_are_known",
                Stream.of("customers", "orders", "events")
                        .flatMap(feed -> Stream.of("'lost', null", "'rejected', null", "'inserted', 'a_rule'")
                                .map(outcome ->
                                        "insert into stage." + feed + " (outcome, failed_rule, has_extra, is_cut, "
                                                + SOMEWHERE + ") select " + outcome + ", false, false, 'b', 'f', 1"))
                        .toList());
        breaks.put(
                "parsed_rows_are_counted",
                List.of(
                        "update control.loaded_objects set rows_parsed = rows_parsed + 1",
                        "delete from control.batch_counts where feed = 'orders'"));
        breaks.put(
                "rejected_rows_are_counted",
                List.of(
                        "insert into control.rejected_rows select * from control.rejected_rows",
                        "delete from control.rejected_rows where feed = 'orders'",
                        "update control.rejected_rows set batch_id = 'none'",
                        "update control.batch_counts set rows_rejected = 0"));
        breaks.put(
                "scripts_are_applied_once",
                List.of("insert into control.schema_versions select * from control.schema_versions"));
        breaks.put(
                "segments_add_up",
                List.of("insert into mart.customers select * from mart.customers where customer_id = 'C-1'"));
        breaks.put(
                "stage_is_empty",
                Stream.concat(
                                Stream.of("customers", "orders", "events")
                                        .map(feed -> "insert into stage." + feed + " (outcome, has_extra, is_cut, "
                                                + SOMEWHERE + ") select 'inserted', false, false, 'b', 'f', 1"),
                                Stream.of(
                                        "insert into stage.removed_customers select 'C-1'",
                                        "insert into stage.forgotten_lines (feed, source_file, source_row,"
                                                + " is_unparsable) select 'orders', 'f', 1, false"))
                        .toList());
        breaks.put(
                "statuses_are_known",
                List.of(
                        "update control.batches set status = 'done'",
                        "update control.batch_quality set severity = 'fatal'"));
        breaks.put(
                "superseded_events_are_older",
                List.of(
                        "delete from mart.events where event_id = 'E-1'",
                        "update mart.superseded_events set occurred_at = dateadd('day', 1, occurred_at)",
                        "insert into mart.superseded_events select * from mart.events",
                        "insert into mart.superseded_events select * from mart.superseded_events"));
        breaks.put(
                "superseded_orders_are_older",
                List.of(
                        "delete from mart.orders where order_id = 'O-1'",
                        "update mart.superseded_orders set recorded_at = dateadd('day', 1, recorded_at)",
                        "insert into mart.superseded_orders select * from mart.orders",
                        "insert into mart.superseded_orders select * from mart.superseded_orders"));
        breaks.put(
                "watermarks_are_unique",
                List.of("insert into control.parameter_control select * from control.parameter_control"));
        return breaks;
    }
}
