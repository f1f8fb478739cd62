package local.snowflake.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.SqlFailure;

/**
 * The catalog of stages and file formats, and of what lies in no schema, kept in the database. Stateless; uses the caller's
 * connection.
 */
public final class Stages {

    /** The kinds, as messages name them. */
    public enum Kind {
        STAGE("Stage"),
        FILE_FORMAT("File format"),
        WAREHOUSE("Warehouse"),
        INTEGRATION("Integration"),
        ROLE("Role"),
        USER("User"),
        /** A mark that stands while the database is dropped. */
        DROPPED_DATABASE("Database");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** The kind in a message. */
        public String title() {
            return title;
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TABLE = ObjectName.DATABASE + "." + Database.CATALOG + ".OBJECTS";

    private Stages() {}

    /** Whether the object is there. */
    public static boolean exists(Connection connection, Kind kind, ObjectName name) throws SQLException {
        try (PreparedStatement query = select(connection, kind, name);
                ResultSet rows = query.executeQuery()) {
            return rows.next();
        }
    }

    /** Adds an object in place of the one of that name. */
    public static void put(Connection connection, Kind kind, ObjectName name, Map<String, String> options)
            throws SQLException {
        remove(connection, kind, name);
        try (PreparedStatement insert =
                connection.prepareStatement("insert into " + TABLE + " values (?, ?, ?, ?, now())")) {
            insert.setString(1, kind.name());
            insert.setString(2, name.schema());
            insert.setString(3, name.name());
            insert.setString(4, JSON.writeValueAsString(options));
            insert.executeUpdate();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The options of " + name + " cannot be kept", e);
        }
    }

    /** Removes an object; one that is not there is no error. */
    public static void remove(Connection connection, Kind kind, ObjectName name) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from " + TABLE + " where KIND = ? and SCHEMA_NAME = ? and NAME = ?")) {
            bind(delete, kind, name);
            delete.executeUpdate();
        }
    }

    /** Removes all stages and file formats, and the memory of COPY. */
    public static void removeAll(Connection connection) throws SQLException {
        try (Statement delete = connection.createStatement()) {
            delete.executeUpdate("delete from " + TABLE + " where KIND in ('STAGE', 'FILE_FORMAT')");
            delete.executeUpdate("delete from " + ObjectName.DATABASE + "." + Database.CATALOG + ".LOADS");
        }
    }

    /**
     * The options of an object.
     *
     * @throws SqlFailure if it is not there
     */
    public static Map<String, String> options(Connection connection, Kind kind, ObjectName name)
            throws SQLException, SqlFailure {
        try (PreparedStatement query = select(connection, kind, name);
                ResultSet rows = query.executeQuery()) {
            if (!rows.next()) {
                throw SqlFailure.notFound(kind.title(), name.toString());
            }
            return JSON.readValue(rows.getString(1), new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new SQLException("The catalog entry of " + name + " cannot be read", e);
        }
    }

    private static PreparedStatement select(Connection connection, Kind kind, ObjectName name) throws SQLException {
        PreparedStatement query = connection.prepareStatement(
                "select OPTIONS from " + TABLE + " where KIND = ? and SCHEMA_NAME = ? and NAME = ?");
        bind(query, kind, name);
        return query;
    }

    private static void bind(PreparedStatement statement, Kind kind, ObjectName name) throws SQLException {
        statement.setString(1, kind.name());
        statement.setString(2, name.schema());
        statement.setString(3, name.name());
    }
}
