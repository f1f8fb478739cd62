package local.snowflake.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Token;

/**
 * Which files COPY loaded into a table before, by name and ETag. Kept in the database and written in the transaction that
 * loads the rows, so a rollback forgets both.
 */
public final class LoadMemory {

    private static final String TABLE = ObjectName.DATABASE + "." + Database.CATALOG + ".LOADS";

    private final Set<String> known;

    private LoadMemory(Set<String> known) {
        this.known = known;
    }

    /** What is known of a table. */
    public static LoadMemory of(Connection connection, ObjectName table) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select FILE || ' ' || ETAG from " + TABLE + " where TABLE_NAME = ?")) {
            query.setString(1, table.toString());
            try (ResultSet rows = query.executeQuery()) {
                Set<String> known = new HashSet<>();
                while (rows.next()) {
                    known.add(rows.getString(1));
                }
                return new LoadMemory(known);
            }
        }
    }

    /** Whether this very content was loaded. */
    public boolean contains(StagedFile file) {
        return known.contains(file.key() + " " + file.etag());
    }

    /** The statement that remembers files. */
    public static String statement(ObjectName table, List<StagedFile> files) {
        String rows = files.stream()
                .map(file -> "(" + Token.literal(table.toString()) + ", " + Token.literal(file.key()) + ", "
                        + Token.literal(file.etag()) + ", now())")
                .collect(Collectors.joining(", "));
        String nothing = "select null, null, null, null where false";
        return "insert into " + TABLE + " " + (files.isEmpty() ? nothing : "values " + rows);
    }
}
