package routes.command;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import routes.settings.SettingsException;
import routes.snowflake.Sql;

/** The scripts a warehouse has had, as {@code control.schema_versions} holds them. Used by one thread. */
public final class SchemaVersions {
    private final Connection connection;
    private final Sql sql;
    /** Checksums by recorded name, in order. */
    private final NavigableMap<String, String> applied = new TreeMap<>();

    private SchemaVersions(Connection connection, Sql sql) {
        this.connection = connection;
        this.sql = sql;
    }

    /** Reads what was recorded. */
    public static SchemaVersions read(Connection connection, Sql sql) throws SQLException {
        SchemaVersions versions = new SchemaVersions(connection, sql);
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(sql.statement("setup/versions/read_schema_versions", Map.of()))) {
            while (rows.next()) {
                versions.applied.put(rows.getString(1), rows.getString(2));
            }
        }
        return versions;
    }

    /**
     * The scripts that have yet to be applied, in order.
     *
     * @throws SettingsException if an applied script has changed since or is not there any more; it names the file
     */
    public List<SchemaScript> pending(List<SchemaScript> scripts) {
        Set<String> files =
                scripts.stream().map(script -> SchemaScript.file(script.name())).collect(Collectors.toSet());
        for (String name : applied.keySet()) {
            if (!files.contains(SchemaScript.file(name))) {
                throw new SettingsException("The warehouse has had the script " + SchemaScript.file(name)
                        + ".sql, which sql/" + SchemaScript.FOLDER
                        + " does not hold: a newer release or another copy of sql/ has set it up. Run setup with that"
                        + " one, or add the file here.");
            }
        }
        for (SchemaScript script : scripts) {
            String checksum = applied.get(script.name());
            if (checksum != null && !checksum.equals(script.checksum())) {
                throw new SettingsException("sql/" + script.path() + ".sql has changed since it was applied, and would"
                        + " not run again: put it back as it was, and write the change as a new script in sql/"
                        + SchemaScript.FOLDER + " with a name that sorts behind " + applied.lastKey() + ".");
            }
        }
        return scripts.stream()
                .filter(script -> !applied.containsKey(script.name()))
                .toList();
    }

    /** Records a script that has run to its end. */
    void record(SchemaScript script) throws SQLException {
        String insert = sql.statement("setup/versions/record_schema_version", Map.of())
                .replace(":?script", "?")
                .replace(":?checksum", "?");
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, script.name());
            statement.setString(2, script.checksum());
            statement.executeUpdate();
        }
        applied.put(script.name(), script.checksum());
    }

    /** The file that sorts last of those applied. */
    public String latest() {
        return SchemaScript.file(applied.lastKey());
    }
}
