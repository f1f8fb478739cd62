package routes;

import static routes.Endpoints.LOOK;

import org.apache.camel.builder.RouteBuilder;

/** Asks {@code claim} for a look at landing on a schedule, the first one at the start, whatever else tells of objects. Before
 * each, a pause that somebody began or ended elsewhere is followed. */
public final class PollRoute extends RouteBuilder {
    @Override
    public void configure() {
        from(schedule())
                .routeId("poll")
                .routeGroup("batch")
                .routeDescription("Has landing looked at on a schedule")
                .precondition(Endpoints.when("loader"))
                .routePolicyRef(Leading.POLICY)
                .errorHandler(noErrorHandler())
                .to("bean:claiming?method=follow")
                .to(LOOK);
    }

    /** Not a timer: that leaves out a first firing that comes before its own start is over, and the next is a period away. */
    private static String schedule() {
        return "scheduler:poll?initialDelay=0&delay={{claim.poll}}&includeMetadata=false";
    }
}
