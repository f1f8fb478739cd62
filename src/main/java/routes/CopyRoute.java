package routes;

import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import java.util.Set;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import routes.snowflake.CopyReport;

/**
 * Copies the objects that the plan names into raw, feed by feed, and enters them in the ledger. Part of the transaction of
 * {@code load} or {@code reload}; what fails here fails there.
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
                .routeDescription("Copies the objects of the plan into raw and enters them in the ledger")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .setVariable("report", method(CopyReport.class, "before(${variable.plan})"));
        feeds.forEach(feed -> copy.to("direct:copy-" + feed));
        copy.step("record_objects")
                .setHeader("report", simple("${variable.report.json}"))
                .setBody(sql("load/record_objects"))
                .to(SNOWFLAKE_BOUND)
                .removeHeader("report")
                .end();
    }
}
