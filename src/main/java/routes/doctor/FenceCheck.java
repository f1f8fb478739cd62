package routes.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import routes.settings.SnowflakeSettings;
import routes.snowflake.FenceLock;

/** Whether the pipeline's fence is there, who raised it last, and whether a transaction holds it. It is not raised. */
final class FenceCheck implements Check {
    private static final String NAME = "fence";

    private final Connections connections;
    private final SnowflakeSettings settings;
    private final String pipeline;
    private final String table;
    private final Clock clock;

    FenceCheck(Connections connections, SnowflakeSettings settings, String pipeline, Clock clock) {
        this.clock = clock;
        this.connections = connections;
        this.settings = settings;
        this.pipeline = pipeline;
        this.table = "control.fence_" + pipeline;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> look() throws SQLException {
        try (Connection connection = connections.open()) {
            List<Map<String, String>> rows = Account.rows(
                    connection,
                    "select epoch, raised_by, to_varchar(raised_at) as raised_at, to_varchar(touched_at) as touched_at from "
                            + table);
            if (rows.size() != 1) {
                return List.of(Finding.failed(
                        NAME,
                        table + " has " + rows.size() + " rows instead of one",
                        rows.isEmpty()
                                ? "Run `java -jar snowline.jar setup` as an administrator."
                                : "Delete all but the row of the highest epoch."));
            }
            List<Finding> all = new ArrayList<>();
            all.add(Finding.ok(NAME, told(rows.get(0))));
            locks(connection, all);
            return all;
        } catch (SQLException e) {
            if (!Account.isMissing(e) && !Account.isDenied(e)) {
                throw e;
            }
            return List.of(Finding.failed(
                    NAME,
                    table + " is not there, or this role may not read it: " + Account.message(e),
                    "Run `java -jar snowline.jar setup` as an administrator; the property pipeline names the table."));
        }
    }

    private static String told(Map<String, String> row) {
        return row.get("raised_by") == null
                ? "there, at epoch " + row.get("epoch") + "; no loader has ever begun a turn"
                : "at epoch " + row.get("epoch") + ", raised by " + row.get("raised_by") + " at " + row.get("raised_at")
                        + " UTC, last touched by a batch at " + row.get("touched_at") + " UTC";
    }

    private void locks(Connection connection, List<Finding> all) {
        String check = "fence lock";
        try (Statement statement = connection.createStatement();
                ResultSet locks = statement.executeQuery("show locks")) {
            while (locks.next()) {
                if (FenceLock.isHeld(locks.getString("resource"), locks.getString("status"), pipeline)) {
                    all.add(held(
                            check,
                            locks.getString("transaction"),
                            locks.getTimestamp("transaction_started_on").toInstant()));
                    return;
                }
            }
            all.add(Finding.ok(check, "no transaction of this user holds it"));
        } catch (SQLException e) {
            all.add(Finding.warning(
                    check,
                    "whether a transaction holds the fence cannot be read: " + Account.message(e),
                    "As an administrator, `show locks in account`."));
        }
    }

    private Finding held(String check, String transaction, Instant begun) {
        String who = "transaction " + transaction + ", begun at " + begun.truncatedTo(ChronoUnit.SECONDS) + ",";
        return Duration.between(begun, clock.instant()).compareTo(settings.statementTimeout()) > 0
                ? Finding.warning(
                        check,
                        who + " holds it for longer than a statement may take: its loader is gone or hangs",
                        "`select system$abort_transaction(" + transaction
                                + ")` ends it; Snowflake does so by itself once it is idle and blocks another.")
                : Finding.ok(check, who + " holds it: a batch is being loaded");
    }
}
