package local.snowflake.access;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;
import local.snowflake.storage.Stages;

/**
 * Decides who may enter and what each statement may do. A user that nobody created is an administrator who may take any
 * role; one that was created has the roles granted to it. Thread-safe.
 *
 * <p>ACCOUNTADMIN may do everything. The other roles of an account are there, and hold nothing of their own.
 */
public final class Access {
    /** The role that holds every other one. */
    public static final String ADMINISTRATOR = "ACCOUNTADMIN";

    private static final Set<String> SYSTEM_ROLES =
            Set.of(ADMINISTRATOR, "ORGADMIN", "PUBLIC", "SECURITYADMIN", "SYSADMIN", "USERADMIN");
    private static final String NO_ROLE = "390189";

    private final Map<String, Privileges> byRole = new ConcurrentHashMap<>();
    private volatile Map<String, Kind> relations;

    /** Forgets what it has read, since somebody has changed it. */
    public void changed() {
        byRole.clear();
        relations = null;
    }

    /** A user that was created; empty for one that was not. */
    public static Optional<Map<String, String>> user(Connection connection, String name) throws SQLException {
        ObjectName user = new ObjectName("", name);
        try {
            return Stages.exists(connection, Stages.Kind.USER, user)
                    ? Optional.of(Stages.options(connection, Stages.Kind.USER, user))
                    : Optional.empty();
        } catch (SqlFailure e) {
            throw new SQLException(e);
        }
    }

    /**
     * Chooses where a session begins. A warehouse or a database that is not there is passed over, as Snowflake does; a
     * role is not.
     *
     * @param role what the login asked for; empty for the user's own
     * @param warehouse likewise
     * @throws SqlFailure if the role is not the user's
     */
    public void enter(Connection connection, Identity identity, String role, String warehouse)
            throws SqlFailure, SQLException {
        Optional<Map<String, String>> user = user(connection, identity.user());
        String own = user.map(options -> options.getOrDefault("DEFAULT_ROLE", "PUBLIC"))
                .orElse(ADMINISTRATOR);
        String asked = (role.isEmpty() ? own : role).toUpperCase(Locale.ROOT);
        if (!mayTake(connection, identity.user(), asked)) {
            throw new SqlFailure(
                    NO_ROLE,
                    "08001",
                    "Role '" + asked
                            + "' specified in the connect string does not exist or not authorized. Contact your"
                            + " local system administrator, or attempt to login with another role, e.g. PUBLIC.");
        }
        identity.takeRole(asked);
        String preferred = user.map(options -> options.getOrDefault("DEFAULT_WAREHOUSE", ""))
                .orElse("");
        String chosen = (warehouse.isEmpty() ? preferred : warehouse).toUpperCase(Locale.ROOT);
        if (Stages.exists(connection, Stages.Kind.WAREHOUSE, new ObjectName("", chosen))
                && privileges(connection, identity).holds("USAGE", new Securable(Kind.WAREHOUSE, chosen))) {
            identity.takeWarehouse(chosen);
        }
        identity.enterDatabase(
                databaseExists(connection) && privileges(connection, identity).sees(Securable.DATABASE));
    }

    /** Whether a role is the user's to act in. */
    private static boolean mayTake(Connection connection, String user, String role) throws SQLException {
        boolean exists =
                SYSTEM_ROLES.contains(role) || Stages.exists(connection, Stages.Kind.ROLE, new ObjectName("", role));
        if (user(connection, user).isEmpty()) {
            return exists;
        }
        List<String> granted = Grants.rolesOf(connection, user);
        boolean inherited = false;
        for (String own : granted) {
            inherited |= Grants.of(connection, own).contains(new Demand("USAGE", new Securable(Kind.ROLE, role)));
        }
        return exists && (role.equals("PUBLIC") || granted.contains(role) || inherited);
    }

    /** Acts in another role from now on. */
    public void takeRole(Connection connection, Identity identity, String role) throws SqlFailure, SQLException {
        if (!mayTake(connection, identity.user(), role)) {
            throw new SqlFailure(
                    "003013",
                    "42501",
                    "SQL access control error:\nRequested role '" + role
                            + "' is not assigned to the executing user. Specify another role to activate.");
        }
        identity.takeRole(role);
    }

    /** Works on another warehouse from now on. */
    public void takeWarehouse(Connection connection, Identity identity, String name) throws SqlFailure, SQLException {
        if (!Stages.exists(connection, Stages.Kind.WAREHOUSE, new ObjectName("", name))) {
            throw SqlFailure.notFound("Warehouse", name);
        }
        privileges(connection, identity).require(new Demand("USAGE", new Securable(Kind.WAREHOUSE, name)));
        identity.takeWarehouse(name);
    }

    /** Works in the database from now on. */
    public void takeDatabase(Connection connection, Identity identity) throws SqlFailure, SQLException {
        if (!databaseExists(connection)) {
            throw SqlFailure.notFound("Database", ObjectName.DATABASE);
        }
        identity.enterDatabase(true);
    }

    /**
     * Refuses a statement that the role may not run.
     *
     * @param connection sees what is committed
     * @param schema the session's current one
     * @throws SqlFailure 002003, 003001, or 000606 where a warehouse is missing
     */
    public void check(Connection connection, Identity identity, String schema, List<Token> tokens)
            throws SqlFailure, SQLException {
        if (identity.isAdministrator() && identity.isInDatabase()) {
            return;
        }
        Demands demands = Demands.of(tokens, relations(connection), schema);
        for (Demand demand : demands.list()) {
            boolean inDatabase =
                    demand.securable().kind().isInSchema() || demand.securable().kind() == Kind.SCHEMA;
            if (inDatabase && !databaseExists(connection)) {
                throw SqlFailure.notFound("Database", ObjectName.DATABASE);
            }
            if ((inDatabase || demand.privilege().equals("CREATE SCHEMA")) && !identity.isInDatabase()) {
                throw new SqlFailure(
                        "090105",
                        "22000",
                        "Cannot perform operation. This session does not have a current database. Call 'USE DATABASE', or"
                                + " use a qualified name.");
            }
            privileges(connection, identity).require(demand);
        }
        if (demands.isOnWarehouse() && !identity.isAdministrator()) {
            if (identity.warehouse() == null) {
                throw new SqlFailure(
                        "000606",
                        "57P03",
                        "No active warehouse selected in the current session.  Select an active warehouse with the"
                                + " 'use warehouse' command.");
            }
            privileges(connection, identity)
                    .require(new Demand("USAGE", new Securable(Kind.WAREHOUSE, identity.warehouse())));
        }
    }

    /**
     * Keeps the grants in step with a definition that has just run.
     *
     * @param connection that of the definition's transaction
     */
    public void defined(Connection connection, Identity identity, String schema, List<Token> tokens)
            throws SqlFailure, SQLException {
        Optional<Definition> definition = Definition.read(tokens);
        if (definition.isEmpty()) {
            return;
        }
        Securable object = definition.get().securable(schema);
        if (definition.get().drops() || definition.get().replaces()) {
            Grants.forget(connection, object);
        }
        if (!definition.get().drops() && !Grants.isOwned(connection, object)) {
            Grants.begin(connection, object, identity.role());
        }
        if (object.kind() == Kind.DATABASE) {
            identity.enterDatabase(!definition.get().drops());
        } else if (object.kind() == Kind.WAREHOUSE) {
            identity.takeWarehouse(definition.get().drops() ? null : object.name());
        }
    }

    /** Refuses a grant that the role may not give: it must own the object, or manage grants. */
    public void checkGrant(Connection connection, Identity identity, Securable securable, boolean future)
            throws SqlFailure, SQLException {
        Privileges privileges = privileges(connection, identity);
        boolean may = privileges.holds("MANAGE GRANTS", Securable.ACCOUNT)
                || (!future && privileges.holds(Kind.OWNERSHIP, securable));
        if (!may) {
            throw Privileges.denied(future ? Securable.ACCOUNT : securable);
        }
    }

    /** Whether there is an account role of this name. */
    public static boolean roleExists(Connection connection, String role) throws SQLException {
        return SYSTEM_ROLES.contains(role) || Stages.exists(connection, Stages.Kind.ROLE, new ObjectName("", role));
    }

    /** Whether the database is there: it is until somebody drops it. */
    public static boolean databaseExists(Connection connection) throws SQLException {
        return !Stages.exists(connection, Stages.Kind.DROPPED_DATABASE, new ObjectName("", ObjectName.DATABASE));
    }

    private Privileges privileges(Connection connection, Identity identity) throws SQLException {
        if (identity.isAdministrator()) {
            return Privileges.everything();
        }
        Privileges known = byRole.get(identity.role());
        if (known == null) {
            known = Privileges.of(Grants.of(connection, identity.role()));
            byRole.put(identity.role(), known);
        }
        return known;
    }

    private Map<String, Kind> relations(Connection connection) throws SQLException {
        Map<String, Kind> known = relations;
        if (known == null) {
            known = new HashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select table_schema, table_name, table_type from"
                            + " information_schema.tables where table_catalog = '" + ObjectName.DATABASE + "'")) {
                while (rows.next()) {
                    Kind kind = rows.getString(3).equals("VIEW") ? Kind.VIEW : Kind.TABLE;
                    known.put(rows.getString(1) + "." + rows.getString(2), kind);
                }
            }
            relations = known;
        }
        return known;
    }
}
