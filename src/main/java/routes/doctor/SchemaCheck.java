package routes.doctor;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import routes.command.SchemaScript;
import routes.command.SchemaVersions;
import routes.settings.SettingsException;
import routes.snowflake.Sql;
import routes.text.Printable;

/** Whether the warehouse has had the scripts of {@code sql/setup/schema}, and no others. */
final class SchemaCheck implements Check {
    private static final String NAME = "schema";

    private final Connections connections;
    private final Sql sql;
    private final String pipeline;

    SchemaCheck(Connections connections, Sql sql, String pipeline) {
        this.connections = connections;
        this.sql = sql;
        this.pipeline = pipeline;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isGate() {
        return true;
    }

    @Override
    public List<Finding> look() throws SQLException {
        try (Connection connection = connections.open()) {
            SchemaVersions versions = SchemaVersions.read(connection, sql);
            List<SchemaScript> pending = versions.pending(SchemaScript.all(sql.scripts(), pipeline));
            return List.of(
                    pending.isEmpty()
                            ? Finding.ok(NAME, "up to date, at " + versions.latest())
                            : Finding.failed(
                                    NAME,
                                    "lacks "
                                            + pending.stream()
                                                    .map(script -> "sql/" + script.path() + ".sql")
                                                    .collect(Collectors.joining(", ")),
                                    "Run `java -jar snowline.jar setup` as an administrator."));
        } catch (SettingsException e) {
            return List.of(Finding.warning(
                    NAME, Printable.message(e), "Run this release against the warehouse that it has set up."));
        } catch (SQLException e) {
            if (!Account.isMissing(e) && !Account.isDenied(e)) {
                throw e;
            }
            return List.of(Finding.failed(
                    NAME,
                    "control.schema_versions is not there, or this role may not read it: " + Account.message(e),
                    "Run `java -jar snowline.jar setup` as an administrator."));
        }
    }
}
