package routes;

import static routes.Endpoints.BELL;

import org.apache.camel.builder.RouteBuilder;
import routes.batch.StageTimes;

/**
 * Answers the bell in the leader, one turn at a time: takes the oldest unfinished batch, else forms a new one, else rests; loads it,
 * archives it, rings again. A failure ends the turn and is told to {@code failure}; the batch stays in processing, where
 * the next turn finds it.
 */
public final class BatchRoute extends RouteBuilder {
    @Override
    public void configure() {
        from(BELL)
                .routeId("batch")
                .routeGroup("batch")
                .routeDescription("Takes the oldest unfinished batch or forms a new one, loads it and archives it")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                // The ring that a turn ends with carries what that turn knew.
                .removeHeaders("*")
                .removeVariable("*")
                // A turn that has begun goes on when another leads: the fence decides whether it may.
                .filter(method("leadership", "leads"))
                .setVariable("term", method("leadership", "term"))
                .doTry()
                .filter(method("fence", "isRaised(${variable.term})").isEqualTo(false))
                .to("direct:fence")
                .to("bean:fence?method=remember(${body}, ${variable.term})")
                .end()
                .setVariable("times", method(StageTimes.class, "start"))
                .setBody(method("turn", "next"))
                .to("bean:turns?method=takes")
                .script(simple("${variable.times.mark('claim')}"))
                .filter(body().isNotNull())
                .setVariable("batch", body())
                .setHeader("batch_id", simple("${body.id.value}"))
                .to("direct:load")
                .to("direct:confirm")
                .script(simple("${variable.times.mark('commit')}"))
                .to("direct:archive")
                .script(simple("${variable.times.mark('archive')}"))
                .to("bean:nextTurn?method=succeeded")
                .to("direct:measure")
                .log("Batch ${header.batch_id}: ${variable.counts}; ${variable.times}")
                .to("bean:turnAlerts?method=succeeded(${header.batch_id}, ${variable.counts},"
                        + " ${variable.times.stages[load]})")
                .to("direct:warn")
                .filter(method("turnAlerts", "asksForHeld"))
                .to("direct:find-held")
                .end()
                .filter(method("trimming", "isDue"))
                // Without the batch: its objects are not to be asked about a failure that is not theirs.
                .removeVariable("batch")
                .to("direct:trim")
                .end()
                .to(BELL)
                .endDoTry()
                .doCatch(Exception.class)
                .to("direct:failure")
                .end()
                .end();
    }
}
