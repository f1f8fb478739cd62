package routes;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/** Says aloud what a person should look at in a committed batch: that it is held, and that a feed's lines have changed. */
public final class WarnRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:warn")
                .routeId("warn")
                .routeGroup("batch")
                .routeDescription("Warns of held batches and of lines with columns that nobody knows")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .filter(simple("${variable.counts.isHeld}"))
                .log(
                        LoggingLevel.ERROR,
                        "Batch ${header.batch_id} is HELD: more rows were rejected than transform.hold-above allows, so"
                                + " the marts are as they were. `select * from control.batch_quality where batch_id ="
                                + " '${header.batch_id}'` says which rules; correct them and run `reprocess"
                                + " ${header.batch_id}`, or take it as it is with `release ${header.batch_id}`.")
                .end()
                .filter(simple("${variable.counts.rowsExtra} > 0"))
                .log(
                        LoggingLevel.WARN,
                        "Batch ${header.batch_id}: ${variable.counts.rowsExtra} lines have more columns than their feed"
                                + " knows; raw keeps them in extra.")
                .end();
    }
}
