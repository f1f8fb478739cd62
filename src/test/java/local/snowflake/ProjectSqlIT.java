package local.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs the project's SQL, every file of it, in the order of a batch. */
class ProjectSqlIT {

    private static final Path SQL = Path.of("sql");
    private static final String BATCH = "20261120T120000Z-0a1b2c";
    private static final Pattern BIND = Pattern.compile(":\\?(\\w+)");
    private static final List<String> FEEDS = List.of("customers", "orders", "events");
    private static final List<String> VERSIONS = List.of(
            "setup/versions/use_warehouse",
            "setup/versions/create_schema_versions",
            "setup/versions/take_setup_lock",
            "setup/versions/read_schema_versions",
            "setup/versions/record_schema_version");

    /** The files of a batch; one with {@code *} runs once for each feed, one with a feed behind it for that feed. */
    private static final List<String> BATCH_FILES = List.of(
            "load/tag_session",
            "fence/take_fence",
            "fence/read_fence",
            "load/find_batch",
            "load/find_objects",
            "load/copy_customers customers",
            "load/copy_orders orders",
            "load/copy_events events",
            "load/probe_objects",
            "load/record_objects",
            "load/record_failures",
            "load/reject_unparsed *",
            "transform/stage_customers customers",
            "transform/stage_orders orders",
            "transform/stage_events events",
            "transform/reject_rows *",
            "transform/delay_events events",
            "transform/count_quality *",
            "transform/count_rows *",
            "transform/count_raw_rows clicks",
            "transform/read_balance",
            "transform/insert_customer_events",
            "transform/merge_customers",
            "transform/delete_customer_history",
            "transform/insert_customer_history",
            "transform/insert_superseded_orders",
            "transform/update_orders",
            "transform/insert_orders",
            "transform/insert_superseded_events",
            "transform/update_events",
            "transform/insert_events",
            "transform/move_watermarks",
            "transform/truncate_stage *",
            "load/keep_cut_lines orders",
            "load/keep_cut_rejections orders",
            "load/record_steps",
            "load/record_batch",
            "load/find_held",
            "archive/unload_customer_events",
            "archive/unload_customer_history",
            "archive/unload_customers",
            "archive/unload_events",
            "archive/unload_orders");

    /** What takes the batch out of the warehouse again. */
    private static final List<String> REPLAY_FILES = List.of(
            "replay/find_run",
            "replay/find_loaded",
            "replay/update_batch",
            "replay/delete_rejections",
            "replay/remember_customers",
            "replay/delete_customer_events",
            "transform/merge_customers",
            "transform/delete_customer_history",
            "transform/insert_customer_history",
            "replay/forget_removed_customers",
            "replay/delete_orders",
            "replay/delete_superseded_orders",
            "replay/restore_orders",
            "replay/delete_restored_orders",
            "replay/delete_events",
            "replay/delete_superseded_events",
            "replay/restore_events",
            "replay/delete_restored_events",
            "trim/mark_trimmed",
            "trim/trim_raw *",
            "replay/delete_raw *",
            "replay/delete_rejected_rows *",
            "replay/delete_loaded_objects *");

    /** What forgets a customer, and what holds a batch. */
    private static final List<String> FORGET_FILES = List.of(
            "forget/find_archived_objects",
            "forget/find_batches",
            "forget/collect_customers",
            "forget/collect_events",
            "forget/collect_orders",
            "forget/collect_rejected_rows",
            "forget/delete_mart_customer_events",
            "forget/delete_mart_customer_history",
            "forget/delete_mart_customers",
            "forget/delete_mart_events",
            "forget/delete_mart_orders",
            "forget/delete_mart_superseded_events",
            "forget/delete_mart_superseded_orders",
            "forget/delete_raw_customers",
            "forget/delete_raw_events",
            "forget/delete_raw_orders",
            "forget/delete_rejected_rows",
            "forget/recount_objects",
            "forget/remove_collected_lines");

    private static final String OBJECTS = Stream.of(
                    object("orders", "000001.csv.gz", 4, 3),
                    object("orders", "000002.csv", 2, 2),
                    object("customers", "000001.csv.gz", 3, 3),
                    object("events", "000001.csv.gz", 2, 2),
                    object("events", "000002.csv", 1, 1))
            .collect(Collectors.joining(",", "[", "]"));
    private static final String RULES = """
            [{"rule": "amount_is_positive", "severity": "reject", "description": "d", "owner": "o"}]
            """;
    private static final String STEPS = """
            [{"ordinal": 1, "step": "load/copy_orders", "statement": "copy", "rows_affected": null,
              "milliseconds": 5, "query_id": "q"}]
            """;
    private static final Map<String, Object> BINDS = Map.ofEntries(
            Map.entry("script", "01_create_schemas"),
            Map.entry("checksum", "0"),
            Map.entry("batch_id", BATCH),
            Map.entry("run", 1),
            Map.entry("loader", "loader-1"),
            Map.entry("pipeline", "main"),
            Map.entry("epoch", 1L),
            Map.entry("sql_version", "1"),
            Map.entry("objects", OBJECTS),
            Map.entry("report", OBJECTS),
            Map.entry("failures", OBJECTS),
            Map.entry("steps", STEPS),
            Map.entry("rules", RULES),
            Map.entry("status", "loaded"),
            Map.entry("hold_above", 90),
            Map.entry("retention_ms", 0L),
            Map.entry("object", "*"),
            Map.entry("customer_id", "c1"),
            Map.entry("since", "20261120"),
            Map.entry("before", "20261121"),
            Map.entry("feed", ""),
            Map.entry("objects_listed", 4),
            Map.entry("objects_loaded", 4),
            Map.entry("objects_repeated", 0),
            Map.entry("objects_failed", 0),
            Map.entry("objects_missing", 0));

    @Test
    void runsEveryFileOfABatchInOneTransaction() throws Exception {
        try (Warehouse warehouse = new Warehouse();
                Connection connection = warehouse.connect()) {
            putObjects(warehouse);
            Set<String> run = new TreeSet<>(setUp(connection));
            Warehouse.run(connection, "create transient table raw.clicks (batch_id varchar)");
            run.addAll(run(connection, List.of("fence/find_locks", "fence/abort_transaction", "fence/raise_fence")));
            connection.setAutoCommit(false);
            run.addAll(run(connection, BATCH_FILES));
            connection.commit();
            for (String check : files("checks/")) {
                run.add(check);
                assertThat(Warehouse.rows(connection, text(check))).as(check).isEmpty();
            }

            assertThat(Warehouse.rows(
                            connection, "select order_id, quantity, amount, recorded_at from mart.orders order by 1"))
                    .containsExactly(
                            "o1|4|12.50|2026-11-20 10:00:02.000",
                            "o2|1|5.00|2026-11-20 10:00:00.000",
                            "o5|1|2.00|2026-11-20 10:00:00.000");
            assertThat(Warehouse.rows(connection, "select customer_id, email from mart.customers"))
                    .containsExactly("c1|b@x");
            assertThat(Warehouse.rows(
                            connection,
                            "select customer_id, email, valid_from, valid_to, is_current from mart.customer_history"
                                    + " order by valid_from"))
                    .containsExactly(
                            "c1|a@x|2026-11-20 10:00:00.000|2026-11-20 11:00:00.000|FALSE",
                            "c1|b@x|2026-11-20 11:00:00.000|null|TRUE");
            assertThat(Warehouse.rows(
                            connection, "select event_id, event_type, body:properties.n::number from mart.events"))
                    .containsExactly("e1|viewed|2");
            assertThat(Warehouse.rows(
                            connection, "select feed, source_row, rule, line from control.rejected_rows order by 1, 2"))
                    .containsExactly(
                            "events|2|body_is_json_object|[1]",
                            "orders|3|unparsable|o3,c1,\"open,3,1,x,y",
                            "orders|4|amount_is_positive|o4,c1,p,0,x,2026-13-20T10:00:00Z,2026-11-20T10:00:00Z");
            assertThat(Warehouse.rows(
                            connection,
                            "select feed, rows_parsed, rows_accepted, rows_rejected, rows_inserted, rows_superseded from"
                                    + " control.batch_counts order by feed"))
                    .containsExactly("clicks|0|0|0|0|0", "customers|3|3|0|3|0", "events|3|2|1|1|1", "orders|6|4|2|3|1");
            assertThat(Warehouse.rows(connection, "select source_row, extra from raw.orders where extra is not null"))
                    .containsExactly("1|[\"more\",\"\",\"last\"" + ",null".repeat(14) + "]");
            assertThat(Warehouse.rows(connection, "select step, rows_affected, query_id from control.batch_steps"))
                    .containsExactly("load/copy_orders|5|q");

            run.addAll(run(connection, files("analytics/")));
            run.addAll(run(connection, files("watch/")));
            run.addAll(run(connection, REPLAY_FILES));
            run.addAll(run(connection, FORGET_FILES));
            connection.commit();
            for (String table : List.of("mart.orders", "mart.events", "mart.customers", "mart.customer_history")) {
                assertThat(Warehouse.rows(connection, "select count(*) from " + table))
                        .as(table)
                        .containsExactly("0");
            }
            run.addAll(files("rules/"));
            assertThat(run).as("every file under sql/ is run").containsExactlyInAnyOrderElementsOf(files(""));
        }
    }

    @Test
    void unloadsParquetThatTellsItsNameSizeAndRows() throws Exception {
        try (Warehouse warehouse = new Warehouse();
                Connection connection = warehouse.connect()) {
            setUp(connection);
            assertThat(Warehouse.rows(connection, text("archive/unload_customers")))
                    .containsExactly("0|0|0");
            assertThat(Warehouse.rows(connection, "list @control.lake")).isEmpty();

            Warehouse.run(
                    connection,
                    "insert into mart.customers select 'c', 'n', 'e', 'DE', sysdate(), 'h', '" + BATCH + "', 'f', 1");
            String row = Warehouse.value(connection, text("archive/unload_customers") + " detailed_output = true");

            String folder = "processed/mart/customers/year=2026/month=11/day=20/" + BATCH + "/1/";
            assertThat(row).startsWith(folder + "data_").endsWith("|1");
            String key = row.substring(0, row.indexOf('|'));
            byte[] content = warehouse
                    .s3()
                    .getObjectAsBytes(
                            request -> request.bucket(Warehouse.BUCKET).key(key))
                    .asByteArray();
            assertThat(row.split("\\|", -1)[1]).isEqualTo(Integer.toString(content.length));
            assertThat(content).startsWith('P', 'A', 'R', '1');
        }
    }

    /** What COPY tells of an object, as the loader binds it. */
    private static String object(String feed, String name, int parsed, int loaded) {
        return String.format(Locale.ROOT, """
                {"landing_key": "landing/%1$s/%2$s", "etag": "1", "feed": "%1$s", "source_file": "processing/%5$s/%1$s/%2$s",
                 "status": "LOADED", "size_bytes": 10, "rows_parsed": %3$d, "rows_loaded": %4$d, "errors_seen": %6$d,
                 "first_error": null, "reason": "r"}""", feed, name, parsed, loaded, BATCH, parsed - loaded);
    }

    private static void putObjects(Warehouse warehouse) throws IOException {
        String folder = "processing/" + BATCH + "/";
        warehouse.put(folder + "orders/000001.csv.gz", Warehouse.gzip("""
                o1,c1,"a ""b"", c",3,12.5,2026-11-20T10:00:00Z,2026-11-20T11:00:01.5+01:00,more,,last\r
                o2,c2,a "b,1,5,2026-11-20T10:00:00Z,2026-11-20T10:00:00Z
                o3,c1,"open,3,1,x,y
                o4,c1,p,0,x,2026-13-20T10:00:00Z,2026-11-20T10:00:00Z\
                """));
        warehouse.put(folder + "orders/000002.csv", """
                o5,c1,p,1,2.00,2026-11-20T10:00:00Z,2026-11-20T10:00:00Z
                o1,c1,p\u00e9,4,12.50,2026-11-20T10:00:00Z,2026-11-20T10:00:02Z
                """);
        warehouse.put(folder + "customers/000001.csv.gz", """
                c1,Ann,a@x,DE,upsert,2026-11-20T10:00:00Z
                c1,Ann,b@x,DE,upsert,2026-11-20T11:00:00Z
                c2,Bob,,,DELETE,2026-11-20T11:00:00Z
                """);
        warehouse.put(folder + "customers/000002.csv", "");
        warehouse.put(folder + "events/000001.csv.gz", Warehouse.gzip("""
                {"event_id": "e1", "event_type": "viewed", "occurred_at": "2026-11-20T10:00:00Z", "properties": {"n": 1}}
                [1]
                """));
        warehouse.put(folder + "events/000002.csv", """
                {"event_id": "e1", "event_type": "viewed", "occurred_at": "2026-11-20T11:00:00Z", "properties": {"n": 2}}
                """);
    }

    private static Set<String> setUp(Connection connection) throws IOException, SQLException {
        List<String> files = new ArrayList<>(files("setup/account/"));
        files.addAll(VERSIONS);
        for (String folder : List.of("setup/schema/", "setup/views/", "setup/grants/")) {
            files.addAll(files(folder));
        }
        return run(connection, files);
    }

    /** Runs files in order, each with the feeds it asks for, and gives their names. */
    private static Set<String> run(Connection connection, List<String> entries) throws IOException, SQLException {
        Set<String> names = new TreeSet<>();
        for (String entry : entries) {
            String[] words = entry.split(" ", 2);
            names.add(words[0]);
            List<String> feeds = words.length == 1 ? List.of("orders") : List.of(words[1]);
            for (String feed : entry.endsWith("*") ? FEEDS : feeds) {
                run(connection, words[0], feed);
            }
        }
        return names;
    }

    private static void run(Connection connection, String file, String feed) throws IOException, SQLException {
        for (String statement : text(file, feed).split(";\\s*(\\R|$)", -1)) {
            if (statement.isBlank()) {
                continue;
            }
            List<Object> values = new ArrayList<>();
            Matcher bind = BIND.matcher(statement);
            String sql = bind.replaceAll(match -> {
                values.add(BINDS.get(match.group(1)));
                return "?";
            });
            try (PreparedStatement prepared = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.size(); i++) {
                    prepared.setObject(i + 1, values.get(i));
                }
                prepared.execute();
            } catch (SQLException e) {
                throw new AssertionError(file + ": " + e.getMessage(), e);
            }
        }
    }

    private static String text(String file) throws IOException {
        return text(file, "orders");
    }

    private static String text(String file, String feed) throws IOException {
        String sql = Files.readString(SQL.resolve(file + ".sql"))
                .replace("${batch_id}", BATCH)
                .replace("${feed}", feed)
                .replace("${folder}", "processing/" + BATCH + "/" + feed)
                .replace("${files}", "'000001.csv.gz', '000002.csv'")
                .replace("${pattern}", "(.*/)?(000001|000002)[.].*")
                .replace("${pipeline}", "main")
                .replace("${bucket}", Warehouse.BUCKET)
                .replace("${storage_integration}", "SNOWLINE")
                .replace("${database}", "SNOWLINE")
                .replace("${warehouse}", "SNOWLINE")
                .replace("${loader_role}", "SNOWLINE_LOADER")
                .replace("${analyst_role}", "SNOWLINE_ANALYST")
                .replace("${loader_user}", "SNOWLINE")
                .replace("${storage_role_arn}", "arn:aws:iam::000000000000:role/local")
                .replace("${public_key}", "A".repeat(392))
                .replace("${date}", "year=2026/month=11/day=20")
                .replace("${attempt}", "1")
                .replace("${transaction}", "1");
        for (String each : FEEDS) {
            sql = sql.replace("${failed_rule_" + each + "}", rules(each, "case", " when not %s then '%s'", " end"))
                    .replace(
                            "${broken_rules_" + each + "}",
                            rules(each, "array_construct_compact(null", ", iff(%s, null, '%s')", ")"));
        }
        return sql;
    }

    private static String rules(String feed, String start, String each, String end) throws IOException {
        StringBuilder rules = new StringBuilder(start);
        for (String file : files("rules/" + feed + "/")) {
            String rule = Files.readString(SQL.resolve(file + ".sql"))
                    .lines()
                    .filter(line -> !line.startsWith("--"))
                    .collect(Collectors.joining("\n"));
            String holds = "coalesce((" + rule + "), false)";
            rules.append(String.format(Locale.ROOT, each, holds, file.substring(file.lastIndexOf('/') + 1)));
        }
        return rules.append(end).toString();
    }

    private static List<String> files(String prefix) throws IOException {
        try (Stream<Path> paths = Files.walk(SQL)) {
            return paths.map(path -> SQL.relativize(path).toString())
                    .filter(path -> path.endsWith(".sql") && path.startsWith(prefix))
                    .map(path -> path.substring(0, path.length() - 4))
                    .sorted()
                    .toList();
        }
    }
}
