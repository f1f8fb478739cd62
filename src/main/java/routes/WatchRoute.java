package routes;

import org.apache.camel.builder.RouteBuilder;

/** Has {@code freshness} read what no batch has read yet: after a start, and again each minute if it could not be read. */
public final class WatchRoute extends RouteBuilder {
    @Override
    public void configure() {
        from(eachMinute())
                .routeId("watch")
                .routeGroup("batch")
                .routeDescription("Has the freshness of the marts read while it is not known")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .filter(method("freshness", "isWanted"))
                .to("direct:freshness")
                .end();
    }

    private static String eachMinute() {
        return "timer:watch?period=60000&delay={{claim.poll}}&includeMetadata=false";
    }
}
