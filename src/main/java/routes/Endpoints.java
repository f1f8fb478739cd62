package routes;

import static org.apache.camel.builder.Builder.method;

import org.apache.camel.builder.ValueBuilder;

/** What several routes of a batch name: the bell, the warehouse, an SQL file. */
final class Endpoints {
    /** Rung when there may be work. A bell that is rung already stays rung: rings do not queue up. */
    static final String BELL = "seda:turn?size=1&discardWhenFull=true&waitForTaskToComplete=Never"
            + "&purgeWhenStopping=true&pollTimeout=100";
    /** Rung when landing is to be looked at; rings do not queue up either. */
    static final String LOOK = "seda:look?size=1&discardWhenFull=true&waitForTaskToComplete=Never"
            + "&purgeWhenStopping=true&pollTimeout=100";
    /** Rung when there may be something that people should know. */
    static final String ALERT = "seda:alert?size=1&discardWhenFull=true&waitForTaskToComplete=Never&pollTimeout=100";
    /** Runs a statement that has no bind variables. */
    static final String SNOWFLAKE = "jdbc:snowflake?resetAutoCommit=false";
    /** Runs a statement whose {@code :?name} places are bound to the headers of these names. */
    static final String SNOWFLAKE_BOUND = SNOWFLAKE + "&useHeadersAsParameters=true";

    private Endpoints() {}

    /** The statement of {@code sql/<script>.sql}, its places filled from the headers. */
    static ValueBuilder sql(String script) {
        return method("sql", "statement('" + script + "', ${headers})");
    }

    /** Holds in processes that play the role. */
    static String when(String role) {
        return "${bean:settings?method=plays('" + role + "')}";
    }
}
