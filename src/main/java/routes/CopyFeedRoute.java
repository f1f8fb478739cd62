package routes;

import static routes.Endpoints.SNOWFLAKE;
import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import org.apache.camel.builder.RouteBuilder;
import routes.snowflake.CopyReport;

/**
 * Copies one feed's objects of a batch into raw by its {@code sql/load/copy_<feed>.sql}; lines that COPY cannot split
 * into columns are read again as plain lines and kept in {@code control.rejected_rows}. Part of the transaction of
 * {@code load} or {@code reload}.
 */
public final class CopyFeedRoute extends RouteBuilder {
    private final String feed;

    public CopyFeedRoute(String feed) {
        this.feed = feed;
    }

    @Override
    public void configure() {
        from("direct:copy-" + feed)
                .routeId("copy-" + feed)
                .routeGroup("batch")
                .routeDescription("Copies the objects of " + feed + " into raw." + feed)
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .setHeader("feed", constant(feed))
                .setHeader("files", simple("${variable.plan.files('" + feed + "')}"))
                .setHeader("folder", simple("${variable.plan.folder('" + feed + "')}"))
                .filter(simple("${header.files} != ''"))
                .step("copy_" + feed)
                .setBody(sql("load/copy_" + feed))
                .to(SNOWFLAKE)
                .setVariable(
                        "report",
                        method(CopyReport.class, "with(${variable.report}, ${variable.plan}, '" + feed + "', ${body})"))
                .end()
                .setHeader("pattern", simple("${variable.report.incomplete('" + feed + "')}"))
                .filter(simple("${header.pattern} != ''"))
                .step("reject_unparsed_" + feed)
                .setBody(sql("load/reject_unparsed"))
                .to(SNOWFLAKE_BOUND)
                .end();
    }
}
