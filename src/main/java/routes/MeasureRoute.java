package routes;

import org.apache.camel.builder.RouteBuilder;

/** Counts a batch that is in the archive, for {@code /observe/metrics}, and has {@code freshness} read what it changed. */
public final class MeasureRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:measure")
                .routeId("measure")
                .routeGroup("batch")
                .routeDescription("Counts a finished batch for the metrics")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .to("bean:turns?method=finished")
                .to("bean:meters?method=count(${variable.counts}, ${variable.statements})")
                .to("bean:delayMeters?method=note(${variable.delay})")
                .to("bean:stageMeters?method=record(${variable.times})")
                .to("direct:freshness");
    }
}
