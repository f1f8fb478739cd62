package routes;

import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import local.kinesis.LocalKinesis;
import local.run.LocalUser;
import local.run.Tables;
import local.s3.LocalS3;
import local.snowflake.LocalSnowflake;
import local.snowflake.Options;
import local.sqs.LocalSqs;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;
import routes.snowflake.Scripts;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * S3 in memory and a warehouse that was set up, with what tests do to them: put objects, wait for quiet, ask for rows. A
 * queue of S3's events and Kinesis are there for those who ask.
 */
final class LocalStack implements AutoCloseable {
    private final LocalS3 s3;
    private final S3Client client;
    private final Path file;
    private final LocalSnowflake snowflake;
    private final HikariDataSource warehouse;
    private LocalKinesis kinesis;
    private LocalSqs sqs;
    private SqsClient messages;

    LocalStack() throws IOException, SQLException {
        this(LocalS3.inMemory("lake"));
    }

    private LocalStack(LocalS3 s3) throws IOException, SQLException {
        this(s3, s3.endpoint());
    }

    /** One whose warehouse reaches S3 by another address. */
    LocalStack(LocalS3 s3, URI s3OfWarehouse) throws IOException, SQLException {
        this.s3 = s3;
        client = s3.client();
        file = Files.createTempDirectory("local-stack").resolve("warehouse");
        Files.copy(SetUp.FILE, file);
        snowflake = LocalSnowflake.start(Options.inMemory(s3OfWarehouse).withFile(file));
        warehouse = LocalUser.open(snowflake);
    }

    /** A warehouse on which {@code setup} has run, once in a process: each stack begins with a copy. */
    static final class SetUp {
        static final Path FILE = make();

        private static Path make() {
            try (LocalS3 s3 = LocalS3.inMemory("lake")) {
                Path file = Files.createTempDirectory("local-stack").resolve("warehouse");
                try (LocalSnowflake snowflake = LocalSnowflake.start(
                                Options.inMemory(s3.endpoint()).withFile(file));
                        HikariDataSource warehouse = LocalUser.open(snowflake)) {
                    LocalUser.setUp(warehouse, "lake");
                }
                file.getParent().toFile().deleteOnExit();
                file.toFile().deleteOnExit();
                return file;
            } catch (IOException | SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    LocalS3 s3() {
        return s3;
    }

    /** Kinesis, started at the first call. */
    LocalKinesis kinesis() throws IOException {
        if (kinesis == null) {
            kinesis = LocalKinesis.temporary();
        }
        return kinesis;
    }

    /** SQS, started at the first call. */
    LocalSqs sqs() {
        if (sqs == null) {
            sqs = LocalSqs.start();
            messages = sqs.client();
        }
        return sqs;
    }

    /** Has S3 tell a new queue of what is created in landing, beginning with a test event; returns the queue's URL. */
    String tellOfLanding(String queue, Duration visibility) {
        String url = sqs().createQueue(queue, visibility);
        s3.events().sendTo(messages, url, "landing/");
        return url;
    }

    LocalSnowflake snowflake() {
        return snowflake;
    }

    TestLoader loader(Map<String, String> properties) throws Exception {
        return TestLoader.start(s3.endpoint(), snowflake.jdbcUrl(), properties);
    }

    int command(Map<String, String> properties, String... arguments) throws Exception {
        return command(properties, System.out, arguments);
    }

    /** Runs a command that prints to a stream. */
    int command(Map<String, String> properties, PrintStream out, String... arguments) throws Exception {
        return TestLoader.command(s3.endpoint(), snowflake.jdbcUrl(), properties, out, arguments);
    }

    /** Puts back what a test has taken away, as the command {@code setup} does. */
    void setUpAgain() throws SQLException {
        LocalUser.setUp(warehouse, "lake");
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
        return client
                .listObjectsV2Paginator(
                        request -> request.bucket("lake").prefix(prefix).encodingType(EncodingType.URL))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    /** Waits until everything that lies in landing has gone through. */
    void awaitQuiet() {
        Awaitility.await("landing and processing are empty")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(this::isQuiet);
    }

    boolean isQuiet() {
        return keys("landing/").isEmpty() && keys("processing/").isEmpty();
    }

    /** Loads what lies in landing. */
    void load(Map<String, String> properties) throws Exception {
        try (TestLoader loader = loader(properties)) {
            awaitQuiet();
        }
    }

    /** Keeps everybody else from writing a table of one row, until it is closed. */
    Lock lock(String table) throws SQLException {
        Connection connection = warehouse.getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("update " + table + " set touched_at = touched_at");
        }
        return () -> {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.close();
        };
    }

    /** A lock that is held. */
    interface Lock extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    /** The first cell of the first row. */
    String one(String query) {
        return rows(query).get(0).get(0);
    }

    long number(String query) {
        return Long.parseLong(one(query));
    }

    Tables tables() {
        return new Tables(warehouse);
    }

    List<List<String>> rows(String query) {
        return rows(tables(), query);
    }

    private static List<List<String>> rows(Tables tables, String query) {
        try {
            return tables.rows(query);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** The checks of sql/checks that do not hold. */
    List<String> failingChecks() {
        return failingChecks(tables());
    }

    static List<String> failingChecks(Tables tables) {
        Scripts scripts = Scripts.read("classpath:sql");
        return scripts.in("checks").stream()
                .filter(check -> !rows(tables, scripts.text(check)).isEmpty())
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

    @Override
    public void close() throws IOException, SQLException {
        warehouse.close();
        snowflake.close();
        FileSystemUtils.deleteRecursively(file.getParent());
        client.close();
        s3.close();
        if (sqs != null) {
            messages.close();
            sqs.close();
        }
        if (kinesis != null) {
            kinesis.close();
        }
    }
}
