package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import local.run.LocalUser;
import local.run.Tables;
import local.s3.LocalS3;
import local.snowflake.LocalSnowflake;
import local.snowflake.Options;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.command.Setup;
import routes.command.SetupPlaces;
import routes.settings.SettingsException;
import routes.snowflake.Scripts;
import routes.snowflake.Sql;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The command setup on an account of its own, through the real driver. */
class SetupIT {
    private static final List<String> FIRST_RELEASE = List.of(
            "01_create_schemas",
            "02_create_formats_and_stage",
            "03_create_control_tables",
            "04_create_fence",
            "05_create_raw_tables",
            "06_create_stage_tables",
            "07_create_mart_tables");

    @TempDir
    private Path directory;

    private LocalS3 s3;
    private LocalSnowflake snowflake;
    private HikariDataSource warehouse;
    private Tables tables;

    @BeforeEach
    void start() throws IOException, SQLException {
        s3 = LocalS3.inMemory("lake");
        snowflake = LocalSnowflake.start(Options.inMemory(s3.endpoint()));
        warehouse = LocalUser.open(snowflake);
        tables = new Tables(warehouse);
    }

    @AfterEach
    void stop() throws IOException, SQLException {
        warehouse.close();
        snowflake.close();
        s3.close();
    }

    @Test
    void appliesEachScriptOnceAndRecordsIt() throws Exception {
        Setup.Report first = setup(Path.of("sql"));
        List<String> scripts = Scripts.read("classpath:sql").in("setup/schema");

        assertThat(first.applied()).isEqualTo(scripts);
        assertThat("setup/schema/" + first.latest()).isEqualTo(scripts.get(scripts.size() - 1));
        assertThat(tables.rows("select script from control.schema_versions"))
                .hasSameSizeAs(scripts)
                .contains(List.of("01_create_schemas"), List.of("04_create_fence/main"));
        assertThat(tables.number("select count(*) from control.schema_versions where length(checksum) = 64"
                        + " and applied_by = 'LOCAL' and applied_at <= sysdate()"))
                .isEqualTo(scripts.size());

        Setup.Report second = setup(Path.of("sql"));

        assertThat(second.applied()).isEmpty();
        assertThat(second.latest()).isEqualTo(first.latest());
    }

    @Test
    void setsUpAnAccountThatHasNothingAndLoadsByKeyPair() throws Exception {
        execute("drop database snowline");
        warehouse.close();
        warehouse = LocalUser.open(snowflake);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        Path privateKey = pem("PRIVATE", pair.getPrivate().getEncoded());
        Path publicKey = pem("PUBLIC", pair.getPublic().getEncoded());
        Map<String, String> properties = Map.of(
                "setup.storage-role-arn",
                "arn:aws:iam::000000000000:role/local",
                "setup.public-key-file",
                publicKey.toString());

        assertThat(printed(0, properties, "setup"))
                .contains("applied sql/setup/schema/01_create_schemas.sql", "the warehouse is at ")
                .doesNotContain("left out");

        tables = new Tables(warehouse);
        load(
                "O-1",
                Map.of(
                        "snowflake.user", "SNOWLINE",
                        "snowflake.private-key-file", privateKey.toString(),
                        "snowflake.password", "",
                        "snowflake.role", "",
                        "snowflake.warehouse", ""));
        assertThat(tables.rows("select order_id from snowline.mart.orders")).containsExactly(List.of("O-1"));
        Properties password = snowflake.properties();
        password.setProperty("user", "SNOWLINE");
        assertThatThrownBy(() -> DriverManager.getConnection(snowflake.jdbcUrl(), password)
                        .close())
                .as("a service has no password")
                .isInstanceOf(SQLException.class);
    }

    @Test
    void changesNothingTheSecondTime() throws Exception {
        setup(Path.of("sql"));
        List<String> before = everything();

        setup(Path.of("sql"));

        assertThat(before).hasSizeGreaterThan(100);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void saysWhatItLeavesOutAndWhatItWouldNeed() throws Exception {
        setup(Path.of("sql"));

        assertThat(printed(0, Map.of(), "setup"))
                .contains(
                        "left out sql/setup/account/03_create_storage_integration.sql, since setup.storage-role-arn is"
                                + " not set",
                        "left out sql/setup/account/05_create_loader_user.sql, since setup.public-key-file is not set",
                        "applied 0 scripts, the warehouse is at ");
    }

    @Test
    void saysWhoMustRunItWhenTheRoleMayNot() throws Exception {
        setup(Path.of("sql"));
        try (HikariDataSource loader =
                LocalUser.open(snowflake, Optional.of("SNOWLINE_LOADER"), Duration.ofMinutes(1))) {
            assertThatThrownBy(() -> new Setup(loader, sql(Path.of("sql"))).run(LocalUser.places("lake")))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("sql/setup/account/01_create_warehouse.sql")
                    .hasMessageContaining("Insufficient privileges")
                    .hasMessageContaining("SNOWFLAKE_ROLE");
        }
    }

    @Test
    void keepsTheDataOfAWarehouseThatWasSetUpBeforeScriptsWereRecorded() throws Exception {
        firstRelease();
        execute("insert into mart.orders select 'o1', 'c1', 'p', 1, 2, sysdate(), sysdate(), 'h', 'b', 'f', 1");
        execute("update control.fence_main set epoch = 7");
        execute(
                "insert into control.loaded_objects (landing_key, etag, feed, batch_id, source_file, status, size_bytes,"
                        + " rows_parsed, rows_loaded, errors_seen, recorded_at)"
                        + " select 'landing/orders/a', 'e', 'orders', 'b', 'f', 'LOADED', 1, 1, 1, 0, sysdate()");

        assertThat(setup(Path.of("sql")).applied()).hasSizeGreaterThanOrEqualTo(FIRST_RELEASE.size());

        assertThat(tables.rows("select order_id, amount from mart.orders")).containsExactly(List.of("o1", "2.00"));
        assertThat(tables.rows("select epoch from control.fence_main")).containsExactly(List.of("7"));
        assertThat(tables.rows("select landing_key from control.loaded_objects"))
                .containsExactly(List.of("landing/orders/a"));
        load("O-9");
        assertThat(tables.rows("select order_id from mart.orders order by order_id"))
                .containsExactly(List.of("O-9"), List.of("o1"));
    }

    @Test
    void refusesAScriptThatHasChangedSinceItWasApplied() throws Exception {
        setup(Path.of("sql"));
        Path sql = copyOfSql();
        Files.writeString(sql.resolve("setup/schema/01_create_schemas.sql"), "\ncreate schema if not exists other;\n");

        assertThatThrownBy(() -> setup(sql))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("sql/setup/schema/01_create_schemas.sql has changed")
                .hasMessageContaining("new script");
        assertThat(tables.rows("show schemas like 'other'")).isEmpty();
    }

    @Test
    void takesAnAppliedScriptWhoseCommentsHaveChanged() throws Exception {
        setup(Path.of("sql"));
        Path sql = copyOfSql();
        Path script = sql.resolve("setup/schema/01_create_schemas.sql");
        Files.writeString(script, "-- said in other words\n" + Files.readString(script));

        assertThat(setup(sql).applied()).isEmpty();
    }

    @Test
    void refusesAWarehouseThatHasHadAScriptWhichIsNotHere() throws Exception {
        Path sql = copyOfSql();
        Files.writeString(sql.resolve("setup/schema/90_create_own.sql"), "create table raw.own (a varchar);");
        assertThat(setup(sql).latest()).isEqualTo("90_create_own");

        assertThatThrownBy(() -> setup(Path.of("sql")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("90_create_own.sql")
                .hasMessageContaining("newer release");
    }

    @Test
    void goesOnWhereAScriptFailedHalfWay() throws Exception {
        Path sql = copyOfSql();
        Path script = sql.resolve("setup/schema/90_create_own.sql");
        String good = "create table if not exists raw.own (a varchar);\n";
        Files.writeString(script, good + "create table if not exists nowhere.own (a varchar);\n");

        assertThatThrownBy(() -> setup(sql))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("sql/setup/schema/90_create_own.sql");
        assertThat(tables.rows("select script from control.schema_versions where script like '9%'"))
                .isEmpty();
        execute("insert into raw.own values ('kept')");

        Files.writeString(script, good + "create table if not exists mart.own (a varchar);\n");
        assertThat(setup(sql).applied()).containsExactly("setup/schema/90_create_own");
        assertThat(tables.rows("select a from raw.own")).containsExactly(List.of("kept"));
    }

    @Test
    void runsWhatNamesThePipelineOnceForEach() throws Exception {
        setup(Path.of("sql"));
        Map<String, Object> other = new HashMap<>(LocalUser.places("lake").values());
        other.put("pipeline", "other");

        Setup.Report report = new Setup(warehouse, sql(Path.of("sql"))).run(new SetupPlaces(other));

        assertThat(report.applied()).containsExactly("setup/schema/04_create_fence");
        assertThat(tables.number("select epoch from control.fence_other")).isZero();
    }

    @Test
    void takesTurnsWithAnotherSetup() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<Setup.Report> run = () -> {
            try (HikariDataSource own = LocalUser.open(snowflake)) {
                together.await();
                return new Setup(own, sql(Path.of("sql"))).run(LocalUser.places("lake"));
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            int applied = 0;
            for (Future<Setup.Report> report : threads.invokeAll(List.of(run, run))) {
                applied += report.get().applied().size();
            }
            int scripts = Scripts.read("classpath:sql").in("setup/schema").size();
            assertThat(applied).isEqualTo(scripts);
            assertThat(tables.number("select count(*) from control.schema_versions"))
                    .isEqualTo(scripts);
            assertThat(tables.number("select count(*) from control.fence_main")).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void saysThatAnotherSetupIsAtWork() throws Exception {
        setup(Path.of("sql"));
        try (Connection other = warehouse.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("update control.setup_lock set taken_at = sysdate()");

            Map<String, String> impatient = Map.of("snowflake.lock-timeout", "1s");
            assertThat(printed(1, impatient, "setup"))
                    .contains("sql/setup/versions/", "Another setup", "snowflake.lock-timeout");
            other.rollback();
        }
        assertThat(setup(Path.of("sql")).applied()).isEmpty();
    }

    private Setup.Report setup(Path sql) throws SQLException {
        return new Setup(warehouse, sql(sql)).run(LocalUser.places("lake"));
    }

    private static Sql sql(Path directory) {
        return new Sql(Scripts.read("file:" + directory.toAbsolutePath()));
    }

    /** What the first release made, which recorded nothing. */
    private void firstRelease() throws SQLException {
        Sql sql = sql(Path.of("sql"));
        for (String script : FIRST_RELEASE) {
            for (String statement : sql.statements(
                    "setup/schema/" + script, LocalUser.places("lake").values())) {
                execute(statement);
            }
        }
    }

    private String printed(int code, Map<String, String> properties, String command) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            assertThat(TestLoader.command(s3.endpoint(), snowflake.jdbcUrl(), properties, out, command))
                    .isEqualTo(code);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private Path pem(String kind, byte[] key) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
        return Files.writeString(
                directory.resolve(kind),
                "-----BEGIN " + kind + " KEY-----\n" + lines + "\n-----END " + kind + " KEY-----\n");
    }

    /** All that a setup could change: definitions, comments, rows, grants, objects of the account. */
    private List<String> everything() throws SQLException {
        List<String> all = new ArrayList<>();
        for (String query : List.of(
                "select * from information_schema.tables order by table_schema, table_name",
                "select * from information_schema.columns order by table_schema, table_name, ordinal_position",
                "select * from control.schema_versions order by script",
                "select * from control.setup_lock",
                "select * from control.fence_main",
                "show stages",
                "show file formats",
                "show warehouses",
                "show integrations",
                "show roles",
                "show users",
                "show grants to role accountadmin",
                "show grants to role sysadmin",
                "show grants to role snowline_loader",
                "show future grants to role snowline_loader",
                "show grants to role snowline_analyst",
                "show future grants to role snowline_analyst")) {
            // A view is replaced each time, so when its grants were made does change.
            int from = query.contains("grants") ? 1 : 0;
            tables.rows(query).stream()
                    .map(row -> row.subList(from, row.size()).toString())
                    .forEach(all::add);
        }
        return all;
    }

    private void load(String order) throws Exception {
        load(order, Map.of());
    }

    private void load(String order, Map<String, String> properties) throws Exception {
        try (S3Client client = s3.client()) {
            client.putObject(
                    request -> request.bucket("lake").key("landing/orders/one"),
                    RequestBody.fromString(order + ",c1,p,1,2.50,2026-11-20T10:00:00Z,2026-11-20T10:00:00Z\n"));
        }
        try (TestLoader loader = TestLoader.start(s3.endpoint(), snowflake.jdbcUrl(), properties)) {
            Awaitility.await("the batch is recorded")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> tables.number("select count(*) from snowline.control.batches") == 1);
            assertThat(loader.isStopped()).isFalse();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = warehouse.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Path copyOfSql() throws IOException {
        Path copy = directory.resolve("sql");
        Path sql = Path.of("sql");
        try (Stream<Path> files = Files.walk(sql)) {
            for (Path file : files.toList()) {
                Path target = copy.resolve(sql.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        return copy;
    }
}
