package local.snowflake.statement;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import local.snowflake.access.Access;
import local.snowflake.access.Grants;
import local.snowflake.access.Grants.Grantee;
import local.snowflake.access.Kind;
import local.snowflake.access.Securable;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Phrase;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;
import local.snowflake.storage.Database;
import local.snowflake.storage.Stages;

/**
 * GRANT and REVOKE of privileges to roles, and of roles to roles and users.
 *
 * @param revokes whether it takes away
 * @param privileges their names; one of them for a role
 * @param scope whether it is about one object, all that are there, or those to come
 * @param kind of the objects
 * @param name of the object, or of what all or future ones lie in
 * @param inDatabase whether that is the database
 */
record Grant(
        boolean revokes,
        Set<String> privileges,
        Scope scope,
        Kind kind,
        ObjectName name,
        boolean inDatabase,
        Grantee grantee)
        implements Statement {

    /** What a grant is about. */
    enum Scope {
        ONE,
        ALL,
        FUTURE
    }

    static Statement grant(Phrase phrase) throws SqlFailure {
        return read(phrase, false);
    }

    static Statement revoke(Phrase phrase) throws SqlFailure {
        return read(phrase, true);
    }

    private static Statement read(Phrase phrase, boolean revokes) throws SqlFailure {
        if (phrase.accept("ROLE")) {
            ObjectName role = ObjectName.read(phrase);
            phrase.expect(revokes ? "FROM" : "TO");
            Kind kind = phrase.accept("USER") ? Kind.USER : Kind.ROLE;
            phrase.accept("ROLE");
            Grantee grantee = new Grantee(kind, phrase.name());
            phrase.expectEnd();
            return new Grant(revokes, Set.of("USAGE"), Scope.ONE, Kind.ROLE, role, false, grantee);
        }
        List<Token> names = phrase.until("ON");
        phrase.expect("ON");
        Scope scope = phrase.accept("ALL") ? Scope.ALL : phrase.accept("FUTURE") ? Scope.FUTURE : Scope.ONE;
        Kind kind = (scope == Scope.ONE ? Kind.read(phrase) : Kind.readPlural(phrase))
                .orElseThrow(
                        () -> SqlFailure.unsupported("GRANT ON " + phrase.peek().text()));
        boolean inDatabase = false;
        if (scope != Scope.ONE) {
            phrase.expect("IN");
            inDatabase = phrase.accept("DATABASE");
            if (!inDatabase) {
                phrase.expect("SCHEMA");
            }
        }
        ObjectName name = kind == Kind.ACCOUNT ? new ObjectName("", Securable.ACCOUNT.name()) : ObjectName.read(phrase);
        phrase.expect(revokes ? "FROM" : "TO");
        phrase.accept("ROLE");
        Grantee grantee = Grantee.role(phrase.name());
        phrase.expectEnd();
        return new Grant(revokes, privileges(names, kind), scope, kind, name, inDatabase, grantee);
    }

    private static Set<String> privileges(List<Token> names, Kind kind) throws SqlFailure {
        Set<String> privileges = new TreeSet<>();
        for (List<Token> words : Phrase.split(names)) {
            String privilege = String.join(" ", words.stream().map(Token::name).toList());
            if (privilege.equals("ALL") || privilege.equals("ALL PRIVILEGES")) {
                privileges.addAll(kind.privileges());
            } else if (kind.privileges().contains(privilege)) {
                privileges.add(privilege);
            } else {
                throw SqlFailure.unsupported("privilege " + privilege + " on " + kind.sql());
            }
        }
        return privileges;
    }

    @Override
    public StatementType type() {
        return StatementType.DEFINITION;
    }

    @Override
    public Effect effect() {
        return Effect.DEFINE;
    }

    @Override
    public Result run(Work work) throws SqlFailure, SQLException {
        boolean known = grantee.kind() == Kind.ROLE
                ? Access.roleExists(work.connection(), grantee.name())
                : Stages.exists(work.connection(), Stages.Kind.USER, new ObjectName("", grantee.name()));
        if (!known) {
            throw SqlFailure.notFound(grantee.kind().title(), grantee.name());
        }
        for (Securable securable : securables(work)) {
            work.access().checkGrant(work.connection(), work.identity(), securable, scope == Scope.FUTURE);
            for (String privilege : privileges) {
                boolean future = scope == Scope.FUTURE;
                if (revokes) {
                    Grants.remove(work.connection(), grantee, privilege, securable, future);
                } else {
                    Grants.add(
                            work.connection(),
                            grantee,
                            privilege,
                            securable,
                            future,
                            work.identity().role());
                }
            }
        }
        return Result.status(type(), "Statement executed successfully.");
    }

    private List<Securable> securables(Work work) throws SqlFailure, SQLException {
        if (scope == Scope.ONE) {
            Securable one = Securable.of(kind, name, work.schema());
            if (!exists(work, one)) {
                throw SqlFailure.notFound(kind.title(), one.name());
            }
            return List.of(one);
        }
        if (!inDatabase && !Database.schemaExists(work.connection(), name.name())) {
            throw SqlFailure.notFound("Schema", name.name());
        }
        if (scope == Scope.FUTURE) {
            return List.of(new Securable(kind, name.name()));
        }
        List<Securable> all = new ArrayList<>();
        for (List<String> row : work.query(StatementType.SELECT, objects()).rows()) {
            all.add(new Securable(kind, row.get(0) + "." + row.get(1)));
        }
        return all;
    }

    /** A query for schema and name of all objects of the kind. */
    private String objects() {
        boolean relation = kind == Kind.TABLE || kind == Kind.VIEW;
        String type = kind == Kind.VIEW ? "VIEW" : "BASE TABLE";
        String all = relation
                ? "select TABLE_SCHEMA, TABLE_NAME from memory.main.information_schema_tables where TABLE_TYPE = '"
                        + type + "'"
                : "select SCHEMA_NAME, NAME from " + ObjectName.DATABASE + "." + Database.CATALOG
                        + ".OBJECTS where KIND = '" + kind + "'";
        String schema = relation ? "TABLE_SCHEMA" : "SCHEMA_NAME";
        return inDatabase ? all : all + " and " + schema + " = " + Token.literal(name.name());
    }

    private static boolean exists(Work work, Securable securable) throws SQLException {
        ObjectName object = new ObjectName("", securable.name());
        return switch (securable.kind()) {
            case ACCOUNT -> true;
            case DATABASE -> securable.name().equals(ObjectName.DATABASE) && Access.databaseExists(work.connection());
            case SCHEMA -> Database.schemaExists(work.connection(), securable.name());
            case TABLE, VIEW ->
                Database.tableExists(
                        work.connection(), new ObjectName(securable.schema().name(), securable.shortName()));
            case ROLE -> Access.roleExists(work.connection(), securable.name());
            case STAGE, FILE_FORMAT ->
                Stages.exists(
                        work.connection(),
                        Stages.Kind.valueOf(securable.kind().name()),
                        new ObjectName(securable.schema().name(), securable.shortName()));
            default ->
                Stages.exists(
                        work.connection(), Stages.Kind.valueOf(securable.kind().name()), object);
        };
    }
}
