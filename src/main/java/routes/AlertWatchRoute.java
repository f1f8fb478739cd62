package routes;

import static routes.Endpoints.ALERT;

import org.apache.camel.builder.RouteBuilder;

/** Looks each second at what people should know of, meters above all, and rings for {@code alert}. */
public final class AlertWatchRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("timer:alert-watch?period=1000&includeMetadata=false")
                .routeId("alert-watch")
                .routeGroup("alert")
                .routeDescription("Looks at the meters for what people should know")
                .errorHandler(noErrorHandler())
                .to("bean:alertWatch?method=look")
                .to(ALERT);
    }
}
