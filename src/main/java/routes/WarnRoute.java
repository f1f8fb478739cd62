package routes;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/** Says aloud what a person should look at in a committed batch: that it is held, that a feed's
 * lines have changed, and that its events were late. */
public final class WarnRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:warn")
                .routeId("warn")
                .routeGroup("batch")
                .routeDescription("Warns of held batches, of lines with columns that nobody knows and of late events")
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
                .end()
                .filter(simple("${variable.delay.isLateForFirehose}"))
                .log(
                        LoggingLevel.WARN,
                        "Batch ${header.batch_id}: events were ${variable.delay.longest.get} on their way from the gateway."
                                + " Unless this loader was down, look at the delivery stream's metrics"
                                + " DeliveryToS3.DataFreshness and KinesisMillisBehindLatest: Firehose gives up 24 hours"
                                + " after a failed delivery began, and the stream drops what is older than its retention.")
                .end()
                .filter(simple("${variable.delay.isLateForKinesis}"))
                .log(
                        LoggingLevel.ERROR,
                        "Batch ${header.batch_id}: events were ${variable.delay.longest.get} on their way, more than a"
                                + " quarter of the longest retention that is usual for a Kinesis stream. Raise the stream's"
                                + " retention before the oldest records go.")
                .end();
    }
}
