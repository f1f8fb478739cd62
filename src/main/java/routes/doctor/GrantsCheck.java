package routes.doctor;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import routes.doctor.NeededGrants.Grant;
import routes.snowflake.Sql;

/** Whether the role holds what {@code setup} grants a loader, by itself or through roles that were granted to it. */
final class GrantsCheck implements Check {
    private static final String NAME = "grants";
    private static final int MOST_TOLD = 10;
    private static final String ADMINISTRATOR = "ACCOUNTADMIN";

    private final Connections connections;
    private final Sql sql;
    private final Map<String, Object> places;

    /** @param places what fills the places of the setup scripts */
    GrantsCheck(Connections connections, Sql sql, Map<String, Object> places) {
        this.connections = connections;
        this.sql = sql;
        this.places = Map.copyOf(places);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> look() throws SQLException {
        Set<Grant> missing = new HashSet<>(NeededGrants.of(sql, places));
        int needed = missing.size();
        String role;
        try (Connection connection = connections.open()) {
            Map<String, String> session = Account.rows(
                            connection, "select current_role() as role, current_warehouse() as warehouse")
                    .get(0);
            role = session.get("role");
            if (role.equals(ADMINISTRATOR)) {
                return List.of(Finding.ok(NAME, "not compared: " + role + " holds them all"));
            }
            Set<Grant> held = held(connection, role);
            // Which warehouse it runs on is the session's own affair.
            missing.removeIf(grant -> isHeld(grant, held) || grant.kind().equals("WAREHOUSE"));
        }
        if (missing.isEmpty()) {
            return List.of(Finding.ok(NAME, role + " holds the " + needed + " that setup gives a loader"));
        }
        String some = NeededGrants.told(missing).stream().limit(MOST_TOLD).collect(Collectors.joining(", "));
        return List.of(Finding.failed(
                NAME,
                role + " lacks " + missing.size() + " of " + needed + ": " + some
                        + (missing.size() > MOST_TOLD ? " and others" : ""),
                "Run `java -jar snowline.jar setup` as an administrator, with setup.loader-role = " + role + "."));
    }

    private static boolean isHeld(Grant grant, Set<Grant> held) {
        return held.contains(grant) || held.contains(new Grant("OWNERSHIP", grant.kind(), grant.name()));
    }

    private Set<Grant> held(Connection connection, String role) throws SQLException {
        Set<Grant> held = new HashSet<>();
        Set<String> seen = new HashSet<>();
        Deque<String> roles = new ArrayDeque<>(List.of(role));
        while (!roles.isEmpty()) {
            String next = roles.pop();
            if (!seen.add(next)) {
                continue;
            }
            for (Map<String, String> row : Account.rows(connection, "show grants to role " + quoted(next))) {
                if (row.get("granted_on").equals("ROLE")) {
                    roles.add(row.get("name"));
                }
                held.add(new Grant(
                        row.get("privilege"), row.get("granted_on").replace(' ', '_'), name(row.get("name"))));
            }
        }
        return held;
    }

    /** Names that are not plain need quotes; plain ones are the same with them. */
    private static String quoted(String role) {
        return '"' + role.replace("\"", "\"\"") + '"';
    }

    /** Without the database in front of a schema or what lies in one. */
    private String name(String full) {
        String database = places.get("database").toString().toUpperCase(Locale.ROOT) + ".";
        return full.startsWith(database) ? full.substring(database.length()) : full;
    }
}
