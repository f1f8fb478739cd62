package routes;

import static routes.Endpoints.BELL;
import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import org.apache.camel.builder.RouteBuilder;

/**
 * Takes the unreadable objects out of a batch: each is made a dead letter first, then {@code control.object_failures} tells
 * the next turn to load the batch without them. The bell is rung for that turn at once. A failure in here is told to
 * {@code failure} like any other.
 */
public final class SetAsideRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:set-aside")
                .routeId("set-aside")
                .routeGroup("batch")
                .routeDescription("Makes unreadable objects dead letters, so that the rest of their batch loads")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .setVariable("failure", body())
                .doTry()
                .split(simple("${body.objects}"))
                .to("direct:dead-letter")
                .end()
                .step("record_failures")
                .setHeader("failures", simple("${variable.failure.json}"))
                .setBody(sql("load/record_failures"))
                .to(SNOWFLAKE_BOUND)
                .removeHeader("failures")
                .end()
                .split(simple("${variable.failure.objects}"))
                .to("bean:deadLetters?method=release")
                .end()
                .to(BELL)
                .endDoTry()
                .doCatch(Exception.class)
                // Without the batch: its objects are not to be asked about a failure that is not theirs.
                .removeVariable("batch")
                .to("direct:failure")
                .end();
    }
}
