package local.snowflake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import local.s3.LocalS3;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A local Snowflake with an S3 behind it, as the tests use it: through the real driver. */
final class Warehouse implements AutoCloseable {

    static final String BUCKET = "lake";

    private final LocalS3 s3;
    private final S3Client client;
    private final LocalSnowflake snowflake;

    Warehouse() throws IOException, SQLException {
        this(options -> options);
    }

    Warehouse(UnaryOperator<Options> change) throws IOException, SQLException {
        s3 = LocalS3.inMemory(BUCKET);
        client = s3.client();
        snowflake = LocalSnowflake.start(change.apply(Options.inMemory(s3.endpoint())));
    }

    LocalSnowflake snowflake() {
        return snowflake;
    }

    S3Client s3() {
        return client;
    }

    /** A new session in UTC whose transactions end with their first error, as the application sets them. */
    Connection connect() throws SQLException {
        Connection connection = connect(new Properties());
        run(connection, "alter session set timezone = 'UTC', lock_timeout = 20, transaction_abort_on_error = true");
        return connection;
    }

    Connection connect(Properties more) throws SQLException {
        Properties properties = snowflake.properties();
        properties.putAll(more);
        return DriverManager.getConnection(snowflake.jdbcUrl(), properties);
    }

    void put(String key, byte[] content) {
        client.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromBytes(content));
    }

    void put(String key, String content) {
        put(key, content.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    static void run(Connection connection, String... statements) throws SQLException {
        for (String sql : statements) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    static int update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    /** The rows as texts, the cells joined by a bar. */
    static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet set = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (set.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= set.getMetaData().getColumnCount(); i++) {
                    cells.add(set.getString(i));
                }
                rows.add(String.join("|", cells.stream().map(String::valueOf).toList()));
            }
            return rows;
        }
    }

    static String value(Connection connection, String sql) throws SQLException {
        return rows(connection, sql).get(0);
    }

    @Override
    public void close() throws IOException, SQLException {
        snowflake.close();
        client.close();
        s3.close();
    }
}
