package routes;

import org.apache.camel.builder.RouteBuilder;

/**
 * Processes a committed batch again and then says in the archive what became of it. The header {@code verb} says how:
 * {@code reprocess} runs rules and transforms over its raw rows, {@code release} does so whatever share is rejected,
 * {@code reload} reads its objects from the archive again. An origin arrives, the balance of the run leaves as a
 * sentence. What fails after the transaction is put right by doing it once more.
 */
public final class ReplayRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:replay")
                .routeId("replay")
                .routeGroup("batch")
                .routeDescription("Processes a committed batch again: reprocess, release or reload")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .setVariable("origin", body())
                .setHeader("batch_id", simple("${body.batch.value}"))
                .setHeader("pipeline", simple("{{pipeline}}"))
                .choice()
                .when(simple("${header.verb} == 'reload'"))
                .to("direct:reload")
                .otherwise()
                .to("direct:reprocess")
                .end()
                .setVariable("told", body())
                .to("direct:confirm")
                .to("direct:unload")
                .to("bean:archive?method=amend(${variable.origin.batch}, ${variable.counts}, ${header.attempt})")
                .setBody(variable("told"));
    }
}
