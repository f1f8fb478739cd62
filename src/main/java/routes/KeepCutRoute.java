package routes;

import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import routes.snowflake.Balance;

/**
 * Reads objects again as lines where a line has more unknown columns than raw keeps apart, and keeps those lines whole:
 * rare, so it costs nothing as long as nobody writes such lines. The balance of the run arrives and leaves.
 */
public final class KeepCutRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:keep-cut")
                .routeId("keep-cut")
                .routeGroup("batch")
                .routeDescription("Keeps lines whole that have more unknown columns than raw keeps apart")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .split(method(Balance.class, "cut"))
                .log(
                        LoggingLevel.WARN,
                        "Batch ${header.batch_id}: feed ${body} has lines with more than 16 unknown columns;"
                                + " raw.${body}.extra keeps them whole")
                .setHeader("feed", body())
                .setHeader("folder", simple("${variable.plan.folder(${body})}"))
                .step("keep_cut_lines")
                .setBody(sql("load/keep_cut_lines"))
                .to(SNOWFLAKE_BOUND)
                .end()
                .step("keep_cut_rejections")
                .setBody(sql("load/keep_cut_rejections"))
                .to(SNOWFLAKE_BOUND)
                .end()
                .end();
    }
}
