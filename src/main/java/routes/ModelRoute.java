package routes;

import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import routes.settings.FeedModel;

/**
 * Brings a feed's staged rows into its marts by the SQL that {@code feed.<name>.transform} lists. Part of
 * {@code transform}.
 */
public final class ModelRoute extends RouteBuilder {
    private final FeedModel feed;

    public ModelRoute(FeedModel feed) {
        this.feed = feed;
    }

    @Override
    public void configure() {
        RouteDefinition model = from("direct:model-" + feed.name())
                .routeId("model-" + feed.name())
                .routeGroup("batch")
                .routeDescription("Brings the rows of " + feed.name() + " into the marts")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler());
        feed.transforms().forEach(step -> model.step(step)
                .setBody(sql("transform/" + step))
                .to(SNOWFLAKE_BOUND)
                .end());
    }
}
