package routes;

import static routes.Endpoints.SNOWFLAKE;
import static routes.Endpoints.sql;

import org.apache.camel.builder.RouteBuilder;
import routes.snowflake.Watermarks;

/**
 * Reads how new the newest rows of the marts are. What cannot be read is told and shown as not measured; the batch that it
 * was read for is no worse for it. Outside any transaction.
 */
public final class FreshnessRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:freshness")
                .routeId("freshness")
                .routeGroup("batch")
                .routeDescription("Reads the newest event of each feed that the marts have, for the metrics")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .doTry()
                .step("read_watermarks")
                .setBody(sql("watch/read_watermarks"))
                .to(SNOWFLAKE)
                .setBody(method(Watermarks.class, "of"))
                .end()
                .to("bean:freshness?method=read")
                .endDoTry()
                .doCatch(Exception.class)
                .to("bean:freshness?method=failed(${exception})")
                .end();
    }
}
