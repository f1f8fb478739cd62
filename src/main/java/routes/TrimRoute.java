package routes;

import static routes.Endpoints.SNOWFLAKE;
import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import java.util.Set;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;

/**
 * Deletes raw rows older than {@code load.raw-retention}, of finished batches only, in a transaction of its own. A
 * batch loses all its raw rows or none.
 */
public final class TrimRoute extends RouteBuilder {
    private final Set<String> feeds;

    public TrimRoute(Set<String> feeds) {
        this.feeds = feeds;
    }

    @Override
    public void configure() {
        ProcessorDefinition<?> trim = from("direct:trim")
                .routeId("trim")
                .routeGroup("batch")
                .routeDescription("Deletes raw rows of finished batches once they are old enough")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .transacted("transaction")
                .setHeader("pipeline", simple("{{pipeline}}"))
                .setHeader("retention_ms", method("trimming", "retentionMillis"))
                .to("direct:enter")
                .step("mark_trimmed")
                .setBody(sql("trim/mark_trimmed"))
                .to(SNOWFLAKE_BOUND)
                .end();
        feeds.forEach(feed -> trim.step("trim_raw_" + feed)
                .setHeader("feed", constant(feed))
                .setBody(sql("trim/trim_raw"))
                .to(SNOWFLAKE)
                .end());
        trim.to("bean:trimming?method=done");
    }
}
