package routes;

import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import routes.settings.FeedModel;

/**
 * Takes what a batch, or one of its objects, brought of a feed out of raw, rejected rows and ledger, and by the SQL that
 * {@code feed.<name>.reload} lists out of its marts. Part of the transaction of {@code reload}.
 */
public final class RemoveRoute extends RouteBuilder {
    private static final List<String> EVERYWHERE =
            List.of("replay/delete_raw", "replay/delete_rejected_rows", "replay/delete_loaded_objects");

    private final FeedModel feed;

    public RemoveRoute(FeedModel feed) {
        this.feed = feed;
    }

    @Override
    public void configure() {
        RouteDefinition remove = from("direct:remove-" + feed.name())
                .routeId("remove-" + feed.name())
                .routeGroup("batch")
                .routeDescription("Takes what a batch brought of " + feed.name() + " out of the warehouse")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .setHeader("feed", constant(feed.name()));
        Stream.concat(EVERYWHERE.stream(), feed.reloads().stream())
                .forEach(script -> remove.step(script.substring(script.indexOf('/') + 1) + "_to_reload_" + feed.name())
                        .setBody(sql(script))
                        .to(SNOWFLAKE_BOUND)
                        .end());
    }
}
