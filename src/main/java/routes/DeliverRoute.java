package routes;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import routes.delivery.Backoff;
import routes.delivery.Deliveries;
import routes.settings.DeliverSettings;
import routes.settings.FeedSettings;

/**
 * A batch of records arrives; it has left once Firehose has taken every record. Those that an answer refuses are sent
 * again, alone, after a pause. A call that fails is made again by {@link LineErrors}. Meanwhile the exchange stays in
 * flight, which is what pauses the tailing.
 *
 * <p>Needs a {@code FirehoseClient} in the registry under the name {@value #CLIENT}.
 */
public final class DeliverRoute extends RouteBuilder {
    /** Name of the client in the registry. */
    public static final String CLIENT = "firehose";

    private final Deliveries deliveries;
    private final Backoff backoff;

    /** Takes the stream of each feed and the pauses between two tries. */
    public DeliverRoute(List<FeedSettings> feeds, DeliverSettings settings) {
        Map<String, String> streams =
                feeds.stream().collect(Collectors.toMap(FeedSettings::name, FeedSettings::stream));
        this.deliveries = new Deliveries(streams);
        this.backoff = new Backoff(settings.backoff(), settings.backoffLimit(), new Random());
    }

    /**
     * Asks beans about a delivery and never the body itself: for {@code ${body.request()}} Camel looks a bean up by its
     * hash, which here is that of every byte, and keeps it.
     */
    @Override
    public void configure() {
        from("direct:deliver")
                .routeId("deliver")
                .routeGroup("line")
                .routeDescription("Sends record batches to Firehose and resends what it refuses")
                .routeConfigurationId(LineErrors.ID)
                .precondition(TailRoute.IN_ROLE_AGENT)
                .bean(deliveries, "begin")
                .id("begin")
                .loopDoWhile(method(deliveries, "isUnfinished"))
                .breakOnShutdown()
                .id("untilNoneIsRefused")
                .setProperty("delivery", body())
                .setProperty("refusals", method(deliveries, "refusals"))
                .delay(method(backoff, "millis(${exchangeProperty.refusals})"))
                .id("backOff")
                .end()
                .transform(method(deliveries, "request"))
                .to(firehose())
                .id("putRecordBatch")
                .bean(deliveries, "advance(${exchangeProperty.delivery}, ${body})")
                .id("keepTheRefused")
                .end()
                .bean(deliveries, "end")
                .id("end");
    }

    private static String firehose() {
        // The request in the body names the stream; the component only asks for a name.
        return "aws2-kinesis-firehose:deliver?operation=sendBatchRecord&amazonKinesisFirehoseClient=#" + CLIENT;
    }
}
