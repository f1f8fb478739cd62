package routes;

import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import org.apache.camel.builder.RouteBuilder;
import routes.snowflake.LoadedRanges;

/**
 * Reads which lines of files a committed batch has loaded of a feed, so that gaps between them show. What cannot be read is
 * told and shown as not measured; the batch is no worse for it. Outside any transaction.
 */
public final class GapsRoute extends RouteBuilder {
    private final String feed;

    public GapsRoute(String feed) {
        this.feed = feed;
    }

    @Override
    public void configure() {
        from("direct:gaps-" + feed)
                .routeId("gaps-" + feed)
                .routeGroup("batch")
                .routeDescription(
                        "Reads which lines of " + feed + " a batch has loaded, for the balance from end to end")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .doTry()
                .step("find_ranges_" + feed)
                .setBody(sql("watch/find_ranges_" + feed))
                .to(SNOWFLAKE_BOUND)
                .setBody(method(LoadedRanges.class, "of"))
                .end()
                .to("bean:gaps?method=loaded")
                .endDoTry()
                .doCatch(Exception.class)
                .to("bean:gaps?method=failed(${exception})")
                .end();
    }
}
