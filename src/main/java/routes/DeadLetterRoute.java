package routes;

import org.apache.camel.builder.RouteBuilder;

/**
 * Keeps what cannot go on: an object of no declared feed, an object that cannot be read, an over-long line. Returns once
 * the thing and its sidecar are durable in S3; a failure goes back to the caller, who still has the thing.
 */
public final class DeadLetterRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:dead-letter")
                .routeId("dead-letter")
                .routeGroup("batch")
                .routeDescription("Keeps an object or a line that cannot go on, with the reason beside it")
                .errorHandler(noErrorHandler())
                .setVariable("letter", method("deadLetters", "keep"))
                .filter(simple("${variable.letter} != null"))
                .to("bean:deadLetterAlerts?method=kept(${variable.letter})");
    }
}
