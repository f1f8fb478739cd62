package local.snowflake.statement;

import java.util.Map;
import java.util.Optional;
import local.snowflake.access.Grants;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Phrase;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.storage.Database;

/** SHOW GRANTS TO ROLE, SHOW FUTURE GRANTS TO ROLE, and SHOW of what lies in no schema. */
record ShowAccount(String duckSql) implements Statement {

    private static final Map<String, String> KINDS =
            Map.of("ROLES", "ROLE", "USERS", "USER", "WAREHOUSES", "WAREHOUSE", "INTEGRATIONS", "INTEGRATION");

    /** Reads what follows SHOW, if it is about the account. */
    static Optional<Statement> read(Phrase phrase) throws SqlFailure {
        boolean future = phrase.accept("FUTURE");
        if (future || phrase.peek().is("GRANTS")) {
            phrase.expect("GRANTS", "TO", "ROLE");
            String role = phrase.name();
            phrase.expectEnd();
            return Optional.of(new ShowAccount(Grants.shown(role, future)));
        }
        String kind = phrase.peek().isName() ? KINDS.get(phrase.peek().name()) : null;
        if (kind == null) {
            return Optional.empty();
        }
        phrase.next();
        phrase.expectEnd();
        return Optional.of(new ShowAccount(
                "select CREATED_AT as \"created_on\", NAME as \"name\", coalesce(OPTIONS::json ->> 'COMMENT', '') as"
                        + " \"comment\" from " + ObjectName.DATABASE + "." + Database.CATALOG
                        + ".OBJECTS where KIND = '"
                        + kind + "' order by NAME"));
    }

    @Override
    public StatementType type() {
        return StatementType.SHOW;
    }

    @Override
    public Effect effect() {
        return Effect.READ;
    }

    @Override
    public Result run(Work work) throws SqlFailure {
        return work.query(type(), duckSql);
    }

    @Override
    public Result describe(Work work) throws SqlFailure {
        return work.describe(type(), duckSql);
    }
}
