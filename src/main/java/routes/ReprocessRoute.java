package routes;

import static routes.Endpoints.SNOWFLAKE;
import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import org.apache.camel.builder.RouteBuilder;
import routes.snowflake.Balance;
import routes.snowflake.Replay;

/**
 * Judges the raw rows of a committed batch again by the rules in force now and brings what newly passes into the marts,
 * in one transaction. Takes the fence's lock, so it never runs beside a load, and leaves its epoch alone. The balance of
 * the run leaves, as a sentence.
 */
public final class ReprocessRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:reprocess")
                .routeId("reprocess")
                .routeGroup("batch")
                .routeDescription("Runs rules and transforms again over a batch that was committed before")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .transacted("transaction")
                .setVariable("declared", method("settings", "feeds"))
                .step("take_fence_to_reprocess")
                .setBody(sql("fence/take_fence"))
                .to(SNOWFLAKE)
                .end()
                .step("find_run")
                .setBody(sql("replay/find_run"))
                .to(SNOWFLAKE_BOUND)
                .setVariable(
                        "replay",
                        method(
                                Replay.class,
                                "of(${header.batch_id}, ${body}, ${variable.declared}, ${header.pipeline})"))
                .setVariable("replay", simple("${variable.replay.fromRaw}"))
                .end()
                .to("direct:rerun")
                .setBody(method(Balance.class, "told"));
    }
}
