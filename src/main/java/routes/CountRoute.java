package routes;

import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import org.apache.camel.builder.RouteBuilder;

/** Counts the rows of a feed that ends in raw: there is nothing to judge. Part of {@code transform}. */
public final class CountRoute extends RouteBuilder {
    private final String feed;

    public CountRoute(String feed) {
        this.feed = feed;
    }

    @Override
    public void configure() {
        from("direct:judge-" + feed)
                .routeId("judge-" + feed)
                .routeGroup("batch")
                .routeDescription("Counts the rows of " + feed + ", which ends in raw")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .setHeader("feed", constant(feed))
                .step("count_raw_rows_" + feed)
                .setBody(sql("transform/count_raw_rows"))
                .to(SNOWFLAKE_BOUND)
                .end();
    }
}
