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
    private static final List<String> ORDER = List.of(
            "setup/account/01_create_warehouse",
            "setup/account/02_create_database",
            "setup/account/03_create_storage_integration",
            "setup/account/04_create_roles",
            "setup/account/05_create_loader_user",
            "setup/versions/use_warehouse",
            "setup/versions/create_schema_versions",
            "setup/versions/take_setup_lock",
            "setup/versions/read_schema_versions",
            "setup/versions/record_schema_version",
            "setup/schema/01_create_schemas",
            "setup/schema/02_create_formats_and_stage",
            "setup/schema/03_create_control_tables",
            "setup/schema/04_create_fence",
            "setup/schema/05_create_raw_tables",
            "setup/schema/06_create_stage_tables",
            "setup/schema/07_create_mart_tables",
            "setup/schema/12_create_batch_steps",
            "setup/grants/01_grant_loader",
            "setup/grants/02_grant_analyst",
            "fence/raise_fence",
            "load/tag_session",
            "fence/take_fence",
            "fence/read_fence",
            "load/find_batch",
            "load/find_objects",
            "load/copy_orders",
            "load/copy_customers",
            "load/probe_objects",
            "load/record_objects",
            "load/record_failures",
            "load/reject_unparsed",
            "transform/stage_orders",
            "transform/stage_customers",
            "transform/reject_rows",
            "transform/insert_customer_events",
            "transform/merge_customers",
            "transform/merge_orders",
            "transform/count_rows",
            "transform/read_balance",
            "load/record_steps",
            "load/record_batch",
            "archive/unload_customer_events",
            "archive/unload_customers",
            "archive/unload_orders",
            "replay/find_run",
            "replay/delete_rejections");
    private static final String OBJECTS = """
            [{"landing_key": "landing/a", "etag": "1", "feed": "orders", "source_file": "f", "status": "LOADED",
              "size_bytes": 10, "rows_parsed": 6, "rows_loaded": 5, "errors_seen": 1, "first_error": null, "reason": "r"},
             {"landing_key": "landing/b", "etag": "2", "feed": "customers", "source_file": "g", "status": "LOADED",
              "size_bytes": 10, "rows_parsed": 3, "rows_loaded": 3, "errors_seen": 0, "first_error": null, "reason": "r"}]
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
            Set<String> run = new TreeSet<>(ORDER);
            for (String file : ORDER) {
                if (file.equals("fence/take_fence")) {
                    connection.setAutoCommit(false);
                }
                run(connection, file);
            }
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
            assertThat(Warehouse.rows(connection, "select feed, source_row, rule, line from control.rejected_rows"))
                    .containsExactly("orders|3|unparsable|o3,c1,\"open,3,1,x,y");
            assertThat(Warehouse.rows(
                            connection,
                            "select feed, rows_parsed, rows_accepted, rows_rejected, rows_inserted, rows_superseded from"
                                    + " control.batch_counts order by feed"))
                    .containsExactly("customers|3|3|0|3|0", "orders|6|4|2|3|1");
            assertThat(Warehouse.rows(connection, "select step, rows_affected, query_id from control.batch_steps"))
                    .containsExactly("load/copy_orders|5|q");
            run.addAll(files("rules/"));
            assertThat(run).as("every file under sql/ is run").containsExactlyInAnyOrderElementsOf(files(""));
        }
    }

    @Test
    void unloadsParquetThatTellsItsNameSizeAndRows() throws Exception {
        try (Warehouse warehouse = new Warehouse();
                Connection connection = warehouse.connect()) {
            for (String file :
                    ORDER.stream().filter(file -> file.startsWith("setup/")).toList()) {
                run(connection, file);
            }
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

    private static void putObjects(Warehouse warehouse) throws IOException {
        String folder = "processing/" + BATCH + "/";
        warehouse.put(folder + "orders/000001.csv.gz", Warehouse.gzip("""
                o1,c1,"a ""b"", c",3,12.5,2026-11-20T10:00:00Z,2026-11-20T10:00:01.5+01:00\r
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
    }

    private static void run(Connection connection, String file) throws IOException, SQLException {
        for (String statement : text(file).split(";\\s*(\\R|$)", -1)) {
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
        String feed = file.endsWith("customers") ? "customers" : "orders";
        return Files.readString(SQL.resolve(file + ".sql"))
                .replace("${batch_id}", BATCH)
                .replace("${feed}", feed)
                .replace("${files}", "'000001.csv.gz', '000002.csv'")
                .replace("${pattern}", ".*/(000001|000002)[.].*")
                .replace("${rules_customers}", rules("customers"))
                .replace("${rules_orders}", rules("orders"))
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
                .replace("${attempt}", "1");
    }

    private static String rules(String feed) throws IOException {
        StringBuilder rules = new StringBuilder("case");
        for (String file : files("rules/" + feed + "/")) {
            String rule = Files.readString(SQL.resolve(file + ".sql"))
                    .lines()
                    .filter(line -> !line.startsWith("--"))
                    .collect(Collectors.joining("\n"));
            rules.append(" when not coalesce((").append(rule).append("), false) then '");
            rules.append(file.substring(file.lastIndexOf('/') + 1)).append('\'');
        }
        return rules.append(" end").toString();
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
