package local.snowflake.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import local.snowflake.dialect.ObjectName;
import local.snowflake.storage.Database;

/** The grants, kept in the database beside what they are about. Stateless; uses the caller's connection. */
public final class Grants {
    private static final String TABLE = ObjectName.DATABASE + "." + Database.CATALOG + ".GRANTS";
    /** What a role inherits: the roles that were granted to it, theirs, and PUBLIC, which every role has. */
    private static final String ROLES =
            "with recursive roles(NAME) as (select unnest([?, 'PUBLIC']) union select g.NAME"
                    + " from " + TABLE + " g join roles on g.GRANTEE = roles.NAME"
                    + " where g.GRANTEE_KIND = 'ROLE' and g.KIND = 'ROLE' and g.PRIVILEGE = 'USAGE') ";

    private Grants() {}

    /**
     * Who holds something.
     *
     * @param kind {@code ROLE} or {@code USER}
     */
    public record Grantee(Kind kind, String name) {
        /** A role. */
        public static Grantee role(String name) {
            return new Grantee(Kind.ROLE, name);
        }
    }

    /**
     * Adds a grant; one that is there is left alone.
     *
     * @param future whether it is about objects of the kind that will be made in the schema or database of this name
     */
    public static void add(
            Connection connection, Grantee grantee, String privilege, Securable securable, boolean future, String by)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into " + TABLE
                + " select ?, ?, ?, ?, ?, ?, ?, now() where not exists (select 1 from " + TABLE
                + " where GRANTEE_KIND = ?"
                + " and GRANTEE = ? and PRIVILEGE = ? and KIND = ? and NAME = ? and IS_FUTURE = ?)")) {
            bind(insert, 0, grantee, privilege, securable, future);
            insert.setString(7, by);
            bind(insert, 7, grantee, privilege, securable, future);
            insert.executeUpdate();
        }
    }

    /** Takes a grant away; one that is not there is no error. */
    public static void remove(
            Connection connection, Grantee grantee, String privilege, Securable securable, boolean future)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from " + TABLE + " where GRANTEE_KIND = ?"
                + " and GRANTEE = ? and PRIVILEGE = ? and KIND = ? and NAME = ? and IS_FUTURE = ?")) {
            bind(delete, 0, grantee, privilege, securable, future);
            delete.executeUpdate();
        }
    }

    private static void bind(
            PreparedStatement statement,
            int before,
            Grantee grantee,
            String privilege,
            Securable securable,
            boolean future)
            throws SQLException {
        statement.setString(before + 1, grantee.kind().name());
        statement.setString(before + 2, grantee.name());
        statement.setString(before + 3, privilege);
        statement.setString(before + 4, securable.kind().name());
        statement.setString(before + 5, securable.name());
        statement.setBoolean(before + 6, future);
    }

    /** Forgets what was granted on an object and on what lay in it, and what was granted to it. */
    static void forget(Connection connection, Securable securable) throws SQLException {
        boolean whole = securable.kind() == Kind.DATABASE;
        try (PreparedStatement delete = connection.prepareStatement("delete from " + TABLE
                + " where (KIND = ? and NAME = ?) or (GRANTEE_KIND = ? and GRANTEE = ?)"
                + " or (? and NAME like ? escape '!') or (? and KIND in ('SCHEMA', 'TABLE', 'VIEW', 'STAGE',"
                + " 'FILE_FORMAT'))")) {
            delete.setString(1, securable.kind().name());
            delete.setString(2, securable.name());
            delete.setString(3, securable.kind().name());
            delete.setString(4, securable.name());
            delete.setBoolean(5, securable.kind() == Kind.SCHEMA);
            delete.setString(6, securable.name().replaceAll("([!_%])", "!$1") + ".%");
            delete.setBoolean(7, whole);
            delete.executeUpdate();
        }
    }

    /** Makes a role the owner of a new object, and gives out what was granted in advance. */
    static void begin(Connection connection, Securable securable, String owner) throws SQLException {
        add(connection, Grantee.role(owner), Kind.OWNERSHIP, securable, false, owner);
        if (securable.kind().isInSchema()) {
            try (PreparedStatement copy = connection.prepareStatement("insert into " + TABLE
                    + " select distinct GRANTEE_KIND, GRANTEE, PRIVILEGE, KIND, ?, false, GRANTED_BY, now() from "
                    + TABLE
                    + " where IS_FUTURE and KIND = ? and NAME in (?, ?)")) {
                copy.setString(1, securable.name());
                copy.setString(2, securable.kind().name());
                copy.setString(3, securable.schema().name());
                copy.setString(4, ObjectName.DATABASE);
                copy.executeUpdate();
            }
        }
    }

    /** Whether an object has an owner. */
    static boolean isOwned(Connection connection, Securable securable) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select 1 from " + TABLE + " where PRIVILEGE = 'OWNERSHIP' and KIND = ? and NAME = ?")) {
            query.setString(1, securable.kind().name());
            query.setString(2, securable.name());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** All that a role holds. */
    static Set<Demand> of(Connection connection, String role) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(ROLES + "select distinct PRIVILEGE, KIND, NAME from "
                + TABLE + " where GRANTEE_KIND = 'ROLE' and not IS_FUTURE and GRANTEE in (select NAME from roles)")) {
            query.setString(1, role);
            Set<Demand> held = new HashSet<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    held.add(new Demand(
                            rows.getString(1), new Securable(Kind.valueOf(rows.getString(2)), rows.getString(3))));
                }
            }
            return held;
        }
    }

    /** The roles granted to a user. */
    static List<String> rolesOf(Connection connection, String user) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select NAME from " + TABLE + " where GRANTEE_KIND = 'USER' and GRANTEE = ? and KIND = 'ROLE'")) {
            query.setString(1, user);
            List<String> roles = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    roles.add(rows.getString(1));
                }
            }
            return roles;
        }
    }

    /** A query for the answer of SHOW GRANTS TO ROLE, or SHOW FUTURE GRANTS TO ROLE. */
    public static String shown(String role, boolean future) {
        return "select CREATED_AT as \"created_on\", PRIVILEGE as \"privilege\", KIND as \""
                + (future ? "grant_on" : "granted_on")
                + "\", case when KIND in ('TABLE', 'VIEW', 'STAGE', 'FILE_FORMAT',"
                + " 'SCHEMA') then '" + ObjectName.DATABASE + ".' || NAME else NAME end"
                + (future ? " || '.<' || KIND || '>'" : "") + " as \"name\", GRANTEE_KIND as \""
                + (future ? "grant_to" : "granted_to") + "\", GRANTEE as \"grantee_name\", 'false' as \"grant_option\","
                + " GRANTED_BY as \"granted_by\" from " + TABLE + " where GRANTEE_KIND = 'ROLE' and GRANTEE = '"
                + role.replace("'", "''") + "' and IS_FUTURE = " + future + " order by KIND, NAME, PRIVILEGE";
    }
}
