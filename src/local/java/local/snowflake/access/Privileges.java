package local.snowflake.access;

import java.util.Set;
import local.snowflake.dialect.SqlFailure;

/** What a role may do, with what it inherits from roles that were granted to it. Immutable. */
final class Privileges {
    private final Set<Demand> held;
    private final boolean all;

    private Privileges(Set<Demand> held, boolean all) {
        this.held = held;
        this.all = all;
    }

    static Privileges of(Set<Demand> held) {
        return new Privileges(Set.copyOf(held), false);
    }

    /** Those of the role that holds every other one. */
    static Privileges everything() {
        return new Privileges(Set.of(), true);
    }

    boolean holds(String privilege, Securable securable) {
        return all
                || held.contains(new Demand(privilege, securable))
                || held.contains(new Demand(Kind.OWNERSHIP, securable));
    }

    /** Whether the role can know that the object is there: it holds something on it. */
    boolean sees(Securable securable) {
        return all
                || held.contains(new Demand(Kind.OWNERSHIP, securable))
                || securable.kind().privileges().stream()
                        .anyMatch(privilege -> held.contains(new Demand(privilege, securable)));
    }

    /**
     * Refuses what is not held, as Snowflake does: an object on which nothing is held might as well not be there.
     *
     * @throws SqlFailure 002003 or 003001
     */
    void require(Demand demand) throws SqlFailure {
        Securable securable = demand.securable();
        if (securable.kind().isInSchema()) {
            boolean reached = holds("USAGE", Securable.DATABASE) && holds("USAGE", securable.schema());
            if (!reached) {
                throw missing(securable);
            }
        } else if (securable.kind() == Kind.SCHEMA && !holds("USAGE", Securable.DATABASE)) {
            throw missing(securable);
        }
        if (!holds(demand.privilege(), securable)) {
            throw securable.kind() == Kind.ACCOUNT || sees(securable) ? denied(securable) : missing(securable);
        }
    }

    static SqlFailure denied(Securable securable) {
        return new SqlFailure(
                "003001",
                "42501",
                "SQL access control error:\nInsufficient privileges to operate on "
                        + securable.kind().title().toLowerCase(java.util.Locale.ROOT) + " '" + securable.shortName()
                        + "'.");
    }

    private static SqlFailure missing(Securable securable) {
        boolean relation = securable.kind() == Kind.TABLE || securable.kind() == Kind.VIEW;
        return new SqlFailure(
                "002003",
                relation ? "42S02" : "02000",
                "SQL compilation error:\n"
                        + (relation ? "Object" : securable.kind().title()) + " '" + securable.fullName()
                        + "' does not exist or not authorized.");
    }
}
