package routes;

import static routes.Endpoints.ALERT;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * Does what a failed turn calls for: an outage is waited out, unreadable objects are set aside, a loader that was
 * replaced exits, and anything else suspends the route {@code claim}, which rings the bell, with all data untouched.
 */
public final class FailureRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:failure")
                .routeId("failure")
                .routeGroup("batch")
                .routeDescription("Decides what a failed turn calls for: wait, set aside, stop or exit")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .setBody(method("diagnosis", "of(${exception}, ${variable.batch})"))
                .log(LoggingLevel.ERROR, "Batch ${header.batch_id}: ${body}")
                .to("bean:turns?method=failed(${header.batch_id}, ${body})")
                .to("bean:turnAlerts?method=failed(${body}, ${header.batch_id})")
                .to(ALERT)
                .choice()
                .when(simple("${body.kind} == 'RETRYABLE'"))
                .to("bean:nextTurn?method=failed")
                .when(simple("${body.kind} == 'POISON'"))
                .to("direct:set-aside")
                .when(simple("${body.kind} == 'FENCED_OUT'"))
                .to("bean:exit")
                .otherwise()
                .to("controlbus:route?routeId=claim&action=suspend&async=true");
    }
}
