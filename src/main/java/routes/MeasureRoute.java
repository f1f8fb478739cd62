package routes;

import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;

/** Counts a batch that is in the archive, for {@code /observe/metrics}, and has read what else it changed. */
public final class MeasureRoute extends RouteBuilder {
    private final List<String> placed;

    /** Takes the feeds whose lines may tell their place. */
    public MeasureRoute(List<String> placed) {
        this.placed = placed;
    }

    @Override
    public void configure() {
        RouteDefinition measure = from("direct:measure")
                .routeId("measure")
                .routeGroup("batch")
                .routeDescription("Counts a finished batch for the metrics")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .to("bean:turns?method=finished(${variable.counts})")
                .to("bean:meters?method=count(${variable.counts}, ${variable.statements})")
                .to("bean:delayMeters?method=note(${variable.delay})")
                .to("bean:stageMeters?method=record(${variable.times})");
        placed.forEach(feed -> measure.filter(simple("${variable.batch.manifest.holds('" + feed + "')}"))
                .to("direct:gaps-" + feed)
                .end());
        measure.to("direct:freshness");
    }
}
