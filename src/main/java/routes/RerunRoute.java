package routes;

import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import org.apache.camel.builder.RouteBuilder;

/**
 * The next run of a committed batch: transforms what raw has of it and writes down what became of it. Part of the
 * transaction of {@code reprocess} or {@code reload}; the header {@code verb} decides whether it can be held again. The
 * balance of the run leaves.
 */
public final class RerunRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:rerun")
                .routeId("rerun")
                .routeGroup("batch")
                .routeDescription("Transforms a committed batch once more and updates its entry in control.batches")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .setHeader("run", simple("${variable.replay.run}", Long.class))
                .setHeader("sql_version", method("sql", "version"))
                .setHeader("hold_above", method("settings", "holdAbove(${header.verb})"))
                .setVariable("feeds", simple("${variable.replay.feeds}"))
                // All of its raw rows are judged again, also those of objects that are not loaded again.
                .step("delete_rejections")
                .setBody(sql("replay/delete_rejections"))
                .to(SNOWFLAKE_BOUND)
                .end()
                .to("direct:transform")
                .to("direct:audit")
                .step("update_batch")
                .setBody(sql("replay/update_batch"))
                .to(SNOWFLAKE_BOUND)
                .end()
                .setBody(variable("balance"));
    }
}
