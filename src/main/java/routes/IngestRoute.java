package routes;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.rest.RestBindingMode;
import routes.http.Ingest;

/**
 * A post arrives, its client known and its body whole; its events leave to the Kinesis data stream of their feed, and the
 * client is answered when each of them is stored or given up. A post that cannot be read is answered with the reason, and
 * none of its events has left.
 */
public final class IngestRoute extends RouteBuilder {
    private static final String ID = "ingest";

    private final Ingest ingest;

    /** Takes what reads and puts the events. */
    public IngestRoute(Ingest ingest) {
        this.ingest = ingest;
    }

    /** The body belongs to the bean: no binding of Camel's may read it, change it or answer for it. */
    @Override
    public void configure() {
        getContext()
                .getCamelContextExtension()
                .getContextPlugin(Model.class)
                .addModelLifecycleStrategy(new Described());
        restConfiguration().component("platform-http").bindingMode(RestBindingMode.off);
        rest("/v1")
                .id("v1")
                .description("Takes events by HTTP; /v1/openapi.json tells of it in full")
                .post("/events/{feed}")
                .id("postEvents")
                .description("Stores events of a feed")
                .consumes("application/json,application/x-ndjson,text/csv")
                .produces("application/json,application/problem+json")
                .to("direct:ingest");
        from("direct:ingest")
                .routeId(ID)
                .routeGroup("line")
                .bean(ingest, "post")
                .id("put");
    }

    /** Gives a route back the description that Camel drops when it makes one of a REST operation and what it calls. */
    private static final class Described extends ModelLifecycleStrategySupport {
        @Override
        public void onAddRouteDefinition(RouteDefinition route) {
            if (ID.equals(route.getRouteId())) {
                route.routeDescription("Takes posted events and puts them on the Kinesis stream of their feed");
            }
        }
    }
}
