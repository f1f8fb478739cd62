package routes;

import org.apache.camel.builder.RouteBuilder;

/**
 * Puts a committed batch away: raw objects and Parquet of its mart rows to {@code processed/}, last the finished
 * manifest; then empties processing. Every step may be repeated; a batch that is finished already is only emptied.
 */
public final class ArchiveRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:archive")
                .routeId("archive")
                .routeGroup("batch")
                .routeDescription("Archives a committed batch and empties its folder in processing")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .setBody(variable("batch"))
                .filter(method("archive", "isFinished").isEqualTo(false))
                .to("bean:archive?method=keepRaw")
                .to("direct:unload")
                .to("bean:archive?method=finish(${variable.batch}, ${variable.counts}, ${header.attempt})")
                .end()
                .to("bean:archive?method=empty(${variable.batch})");
    }
}
