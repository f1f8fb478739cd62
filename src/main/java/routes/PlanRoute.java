package routes;

import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import routes.snowflake.LoadPlan;

/**
 * Asks the ledger which objects of a batch it holds and decides which are loaded. Part of the transaction that
 * {@code load} opens.
 */
public final class PlanRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:plan")
                .routeId("plan")
                .routeGroup("batch")
                .routeDescription("Decides by the ledger which objects of the batch are loaded")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .step("find_objects")
                .setHeader("objects", method(LoadPlan.class, "identities(${variable.batch.manifest})"))
                .setBody(sql("load/find_objects"))
                .to(SNOWFLAKE_BOUND)
                .removeHeader("objects")
                .setVariable("plan", method(LoadPlan.class, "of(${variable.batch}, ${body})"))
                .setVariable("feeds", simple("${variable.plan.feeds}"))
                .end()
                .filter(simple("${variable.plan.missing} != ''"))
                .log(
                        LoggingLevel.ERROR,
                        "Batch ${header.batch_id} goes on without objects that its manifest names and that are neither"
                                + " in S3 nor in the ledger. Look for them in the bucket's versions:"
                                + " ${variable.plan.missing}")
                .end();
    }
}
