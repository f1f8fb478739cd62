package routes.doctor;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import routes.settings.SnowflakeSettings;

/** Where a session begins: its role, its warehouse, its database, and the parameters that a batch depends on. */
final class SessionCheck implements Check {
    private static final String NAME = "Snowflake session";
    /** Roles that may do far more than a loader needs. */
    private static final Set<String> MIGHTY = Set.of("ACCOUNTADMIN", "ORGADMIN", "SECURITYADMIN", "SYSADMIN");

    private final SnowflakeSettings settings;
    private final Connections connections;

    SessionCheck(SnowflakeSettings settings, Connections connections) {
        this.settings = settings;
        this.connections = connections;
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
        List<Finding> all = new ArrayList<>();
        try (Connection connection = connections.open()) {
            Map<String, String> session = Account.rows(
                            connection, "select current_role() as role, current_warehouse() as warehouse")
                    .get(0);
            all.add(role(session.get("role")));
            all.add(warehouse(session.get("role"), session.get("warehouse")));
            database(connection, session.get("role"), all);
            all.add(parameters(connection));
        }
        return all;
    }

    private static Finding role(String role) {
        return MIGHTY.contains(role)
                ? Finding.warning(
                        "Snowflake role",
                        role + " may do far more than a loader needs",
                        "Set snowflake.role to the one that setup makes (setup.loader-role).")
                : Finding.ok("Snowflake role", role);
    }

    private Finding warehouse(String role, String warehouse) {
        String check = "Snowflake warehouse";
        if (warehouse != null) {
            return Finding.ok(check, warehouse);
        }
        return settings.warehouse()
                .map(name -> Finding.failed(
                        check,
                        "there is no " + name + ", or the role " + role + " may not use it",
                        "Run `grant usage on warehouse " + name + " to role " + role
                                + "`, or correct snowflake.warehouse."))
                .orElseGet(() -> Finding.failed(
                        check,
                        "the user has no default warehouse, and snowflake.warehouse is not set",
                        "Set snowflake.warehouse, or `alter user " + settings.user()
                                + " set default_warehouse = <name>`."));
    }

    private void database(Connection connection, String role, List<Finding> all) {
        String check = "Snowflake database";
        try {
            // Naming it says more than what the session began in: a login passes over one that is not there.
            try (java.sql.Statement statement = connection.createStatement()) {
                statement.execute("use database " + settings.database());
            }
            all.add(Finding.ok(check, settings.database()));
        } catch (SQLException e) {
            all.add(Finding.failed(
                    check,
                    "there is no " + settings.database() + ", or the role " + role + " may not use it: "
                            + Account.message(e),
                    "Run setup, or correct snowflake.database."));
        }
    }

    private Finding parameters(Connection connection) throws SQLException {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("TIMEZONE", "UTC");
        wanted.put("TIMESTAMP_INPUT_FORMAT", "AUTO");
        wanted.put("LOCK_TIMEOUT", Long.toString(settings.lockTimeout().toSeconds()));
        wanted.put(
                "STATEMENT_TIMEOUT_IN_SECONDS",
                Long.toString(settings.statementTimeout().toSeconds()));
        wanted.put("ABORT_DETACHED_QUERY", "true");
        wanted.put("TRANSACTION_ABORT_ON_ERROR", "true");
        Map<String, String> held = Account.rows(connection, "show parameters in session").stream()
                .collect(Collectors.toMap(row -> row.get("key"), row -> String.valueOf(row.get("value")), (a, b) -> a));
        List<String> others = wanted.entrySet().stream()
                .filter(parameter -> !parameter.getValue().equalsIgnoreCase(held.get(parameter.getKey())))
                .map(parameter ->
                        parameter.getKey() + " is " + held.get(parameter.getKey()) + ", not " + parameter.getValue())
                .toList();
        String check = "session parameters";
        return others.isEmpty()
                ? Finding.ok(check, String.join(", ", wanted.keySet()) + " are as a batch needs them")
                : Finding.failed(
                        check,
                        String.join("; ", others),
                        "The account or the URL sets them: take them out of snowflake.url, and let the user set its"
                                + " session's parameters.");
    }
}
