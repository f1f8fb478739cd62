package local.snowflake;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Properties;
import local.snowflake.access.Users;
import local.snowflake.session.Faults;
import local.snowflake.session.Sessions;
import local.snowflake.session.Shared;
import local.snowflake.storage.Buckets;
import local.snowflake.storage.Database;
import local.snowflake.wire.Server;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A server that the unmodified Snowflake JDBC driver connects to, for development and tests. It runs Snowflake SQL on an
 * embedded DuckDB and refuses what it does not know; {@code docs/local-snowflake.md} says what it covers and what stands
 * behind each behaviour. Thread-safe.
 */
public final class LocalSnowflake implements AutoCloseable {

    /** The password of every user, and both halves of the key to the local S3. */
    public static final String CREDENTIAL = "local";

    private final Database database;
    private final Buckets buckets;
    private final Sessions sessions;
    private final Server server;
    private final Faults faults = new Faults();

    private LocalSnowflake(Options options) throws IOException, SQLException {
        database = Database.open(options.file());
        buckets = new Buckets(S3Client.builder()
                .endpointOverride(options.s3())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(CREDENTIAL, CREDENTIAL)))
                .build());
        sessions = new Sessions(
                new Shared(database, buckets, options.clock(), faults, options.listener()), options.abandonedAfter());
        server = new Server(
                options.port(), CREDENTIAL, new Users(database, options.keys()), options.clock(), sessions, faults);
    }

    /**
     * Starts a server.
     *
     * @throws IOException if the port is taken
     * @throws SQLException if the database file is in use or cannot be read
     */
    public static LocalSnowflake start(Options options) throws IOException, SQLException {
        return new LocalSnowflake(options);
    }

    /** The URL to paste into a JDBC tool; the user is free, the password is {@link #CREDENTIAL}. */
    public String jdbcUrl() {
        return jdbcUrl(server.port());
    }

    /** The URL of a server that another process has started on a port of this machine. */
    public static String jdbcUrl(int port) {
        return "jdbc:snowflake://http://127.0.0.1:" + port + "/?account=local&ssl=off&db=SNOWLINE"
                + "&JDBC_QUERY_RESULT_FORMAT=JSON&CLIENT_TELEMETRY_ENABLED=false&disablePlatformDetection=true";
    }

    /** User and password for {@link #jdbcUrl}, and per-file rows from COPY. */
    public Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", CREDENTIAL);
        properties.setProperty("password", CREDENTIAL);
        properties.setProperty("enableCopyResultSet", "true");
        return properties;
    }

    public int port() {
        return server.port();
    }

    /** The faults of this server. */
    public Faults faults() {
        return faults;
    }

    /** Lets all session tokens expire; the driver renews them. */
    public void expireTokens() {
        sessions.expireTokens();
    }

    @Override
    public void close() throws SQLException {
        server.close();
        sessions.close();
        buckets.close();
        database.close();
    }
}
