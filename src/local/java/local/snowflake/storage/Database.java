package local.snowflake.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Rewrites;
import local.snowflake.dialect.Token;
import org.duckdb.DuckDBConnection;

/**
 * The DuckDB behind the server. One attached database, {@code SNOWLINE}, holds the schemas; the macros live beside it in
 * memory and are made anew at each start. DuckDB's write-ahead log keeps committed transactions over a kill of the
 * process. Thread-safe; the connections it gives are not.
 */
public final class Database implements AutoCloseable {

    /** Where stages, file formats and the memory of COPY are kept; hidden from SHOW. */
    public static final String CATALOG = "LOCAL_CATALOG";

    /** The schema a session starts in. */
    public static final String DEFAULT_SCHEMA = "PUBLIC";

    /** Rows that one thread works on at a time: with DuckDB's own 122,880 a batch of one object would keep one core busy. */
    private static final int ROW_GROUP = 16_384;

    private final DuckDBConnection root;
    private final Path unloads;

    private Database(DuckDBConnection root, Path unloads) {
        this.root = root;
        this.unloads = unloads;
    }

    /**
     * Opens a database.
     *
     * @param file created if it is missing; null keeps everything in memory
     * @throws SQLException if the file is in use or no database
     * @throws IOException if there is no room for temporary files
     */
    public static Database open(Path file) throws SQLException, IOException {
        Properties properties = new Properties();
        properties.setProperty("default_null_order", "nulls_last_on_asc_first_on_desc");
        Connection connection = DriverManager.getConnection("jdbc:duckdb:", properties);
        Database database =
                new Database(connection.unwrap(DuckDBConnection.class), Files.createTempDirectory("local-snowflake"));
        try (Statement statement = connection.createStatement()) {
            String location = file == null ? ":memory:" : file.toAbsolutePath().toString();
            statement.execute("attach " + Token.literal(location) + " as " + ObjectName.DATABASE + " (row_group_size "
                    + ROW_GROUP + ")");
            for (String definition : Rewrites.loaded().definitions()) {
                statement.execute(definition);
            }
            statement.execute("use " + ObjectName.DATABASE);
            statement.execute("create schema if not exists " + DEFAULT_SCHEMA);
            statement.execute("create schema if not exists " + CATALOG);
            statement.execute(
                    "create table if not exists " + CATALOG
                            + ".OBJECTS (KIND varchar, SCHEMA_NAME varchar, NAME varchar, OPTIONS varchar, CREATED_AT timestamptz)");
            statement.execute("create table if not exists " + CATALOG
                    + ".LOADS (TABLE_NAME varchar, FILE varchar, ETAG varchar, LOADED_AT timestamptz)");
            statement.execute("create table if not exists " + CATALOG
                    + ".GRANTS (GRANTEE_KIND varchar, GRANTEE varchar, PRIVILEGE varchar, KIND varchar, NAME varchar,"
                    + " IS_FUTURE boolean, GRANTED_BY varchar, CREATED_AT timestamptz)");
            // A quoted name in FROM could otherwise be taken for a file of this machine.
            statement.execute("set allowed_directories = [" + Token.literal(database.unloads.toString()) + "]");
            statement.execute("set enable_external_access = false");
            return database;
        } catch (SQLException e) {
            database.close();
            throw e;
        }
    }

    /** Where DuckDB may write files that are to be unloaded; the only directory it may touch. */
    public Path unloads() {
        return unloads;
    }

    /** A connection of its own, to be closed by the caller. */
    public DuckDBConnection connect() throws SQLException {
        synchronized (root) {
            return root.duplicate().unwrap(DuckDBConnection.class);
        }
    }

    /** Points a connection at a schema and a time zone. */
    public static void configure(Connection connection, String schema, String timeZone) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String path = ObjectName.DATABASE + "." + Token.quote(schema) + ",memory.main";
            statement.execute("set search_path = " + Token.literal(path));
            statement.execute("set TimeZone = " + Token.literal(timeZone));
        }
    }

    /** Whether a schema of the database is there. */
    public static boolean schemaExists(Connection connection, String name) throws SQLException {
        return exists(
                connection,
                "select 1 from information_schema.schemata where catalog_name = ? and schema_name = ?",
                ObjectName.DATABASE,
                name);
    }

    /** Whether a table or a view is there. */
    public static boolean tableExists(Connection connection, ObjectName name) throws SQLException {
        return exists(
                connection,
                "select 1 from information_schema.tables"
                        + " where table_catalog = ? and table_schema = ? and table_name = ?",
                ObjectName.DATABASE,
                name.schema(),
                name.name());
    }

    private static boolean exists(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                query.setString(i + 1, values[i]);
            }
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        synchronized (root) {
            root.close();
        }
        // Unloaded files are removed by who wrote them.
        if (!unloads.toFile().delete()) {
            unloads.toFile().deleteOnExit();
        }
    }
}
