package routes;

import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import java.util.Set;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import routes.snowflake.CopyReport;
import routes.snowflake.LoadPlan;

/**
 * Copies the objects of a batch that the ledger does not hold into raw, feed by feed, and enters them in the ledger. Part
 * of the transaction that {@code load} opens; what fails here fails there.
 */
public final class CopyRoute extends RouteBuilder {
    private final Set<String> feeds;

    public CopyRoute(Set<String> feeds) {
        this.feeds = feeds;
    }

    @Override
    public void configure() {
        RouteDefinition copy = from("direct:copy")
                .routeId("copy")
                .routeGroup("batch")
                .routeDescription("Copies the objects that the ledger does not hold into raw")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler());
        copy.step("find_objects")
                .setHeader("objects", method(LoadPlan.class, "identities(${variable.batch.manifest})"))
                .setBody(sql("load/find_objects"))
                .to(SNOWFLAKE_BOUND)
                .removeHeader("objects")
                .setVariable("plan", method(LoadPlan.class, "of(${variable.batch}, ${body})"))
                .setVariable("report", method(CopyReport.class, "before(${variable.plan})"))
                .end();
        copy.filter(simple("${variable.plan.missing} != ''"))
                .log(
                        LoggingLevel.ERROR,
                        "Batch ${header.batch_id} goes on without objects that its manifest names and that are neither"
                                + " in S3 nor in the ledger. Look for them in the bucket's versions:"
                                + " ${variable.plan.missing}")
                .end();
        feeds.forEach(feed -> copy.to("direct:copy-" + feed));
        copy.step("record_objects")
                .setHeader("report", simple("${variable.report.json}"))
                .setBody(sql("load/record_objects"))
                .to(SNOWFLAKE_BOUND)
                .removeHeader("report")
                .end();
    }
}
