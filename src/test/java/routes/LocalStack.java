package routes;

import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import local.s3.LocalS3;
import local.snowflake.LocalSnowflake;
import local.snowflake.Options;
import org.awaitility.Awaitility;
import routes.command.Setup;
import routes.settings.SnowflakeSettings;
import routes.snowflake.Scripts;
import routes.snowflake.Sql;
import routes.snowflake.Warehouse;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** S3 and the warehouse in memory, with what tests do to them: put objects, wait for quiet, ask for rows. */
final class LocalStack implements AutoCloseable {
    private final LocalS3 s3;
    private final S3Client client;
    private final LocalSnowflake snowflake;
    private final HikariDataSource warehouse;

    LocalStack() throws IOException, SQLException {
        s3 = LocalS3.inMemory("lake");
        client = s3.client();
        snowflake = LocalSnowflake.start(Options.inMemory(s3.endpoint()));
        warehouse = Warehouse.open(settings());
        new Setup(warehouse, new Sql(Scripts.read("classpath:sql")))
                .run(Map.of("bucket", "lake", "pipeline", "main", "storage_integration", "LOCAL"));
    }

    LocalS3 s3() {
        return s3;
    }

    LocalSnowflake snowflake() {
        return snowflake;
    }

    TestLoader loader(Map<String, String> properties) throws Exception {
        return TestLoader.start(s3.endpoint(), snowflake.jdbcUrl(), properties);
    }

    int command(Map<String, String> properties, String... arguments) throws Exception {
        return TestLoader.command(s3.endpoint(), snowflake.jdbcUrl(), properties, arguments);
    }

    /** Puts lines into landing, each ended by a newline, packed with gzip if the key says so. */
    void put(String key, String... lines) {
        byte[] content = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        put(key, key.endsWith(".gz") ? gzip(content) : content);
    }

    void put(String key, byte[] content) {
        client.putObject(request -> request.bucket("lake").key(key), RequestBody.fromBytes(content));
    }

    byte[] get(String key) {
        return client.getObjectAsBytes(request -> request.bucket("lake").key(key))
                .asByteArray();
    }

    void copy(String from, String to) {
        client.copyObject(request -> request.sourceBucket("lake")
                .sourceKey(from)
                .destinationBucket("lake")
                .destinationKey(to));
    }

    void delete(String key) {
        client.deleteObject(request -> request.bucket("lake").key(key));
    }

    List<String> keys(String prefix) {
        return client.listObjectsV2Paginator(request -> request.bucket("lake").prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /** Waits until everything that lies in landing has gone through. */
    void awaitQuiet() {
        Awaitility.await("landing and processing are empty")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> keys("landing/").isEmpty() && keys("processing/").isEmpty());
    }

    /** The first cell of the first row. */
    String one(String query) {
        return rows(query).get(0).get(0);
    }

    long number(String query) {
        return Long.parseLong(one(query));
    }

    List<List<String>> rows(String query) {
        try (Connection connection = warehouse.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(result.getString(column));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** The checks of sql/checks that do not hold. */
    List<String> failingChecks() {
        Scripts scripts = Scripts.read("classpath:sql");
        return scripts.in("checks").stream()
                .filter(check -> !rows(scripts.text(check)).isEmpty())
                .toList();
    }

    static byte[] gzip(byte[] content) {
        try {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(content);
            }
            return packed.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SnowflakeSettings settings() {
        return new SnowflakeSettings(
                snowflake.jdbcUrl(),
                "local",
                Optional.empty(),
                Optional.empty(),
                Optional.of("local"),
                Optional.empty(),
                Optional.empty(),
                "SNOWLINE",
                "LOCAL",
                Duration.ofMinutes(1),
                Duration.ofMinutes(5));
    }

    @Override
    public void close() throws IOException, SQLException {
        warehouse.close();
        snowflake.close();
        client.close();
        s3.close();
    }
}
