package routes;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import routes.delivery.Backoff;
import routes.delivery.Deliveries;
import routes.delivery.Outages;
import routes.delivery.Pauses;
import routes.settings.DeliverSettings;
import routes.settings.FeedSettings;

/**
 * A batch of records arrives; it has left once Firehose has taken every record. After a pause the records that an answer
 * refuses are sent again, alone, and so is all of a call that fails. Meanwhile the exchange stays in flight, which is what
 * pauses the tailing. It fails only when the process stops.
 *
 * <p>Needs a {@code FirehoseClient} in the registry under the name {@value #CLIENT}.
 */
public final class DeliverRoute extends RouteBuilder {
    /** Name of the client in the registry. */
    public static final String CLIENT = "firehose";

    private static final String DELIVERY = "delivery";

    private final Deliveries deliveries;
    private final Pauses pauses;

    /** Takes the stream of each feed, the pauses between two tries, and who tells of outages. */
    public DeliverRoute(List<FeedSettings> feeds, DeliverSettings settings, Outages outages) {
        Map<String, String> streams =
                feeds.stream().collect(Collectors.toMap(FeedSettings::name, FeedSettings::stream));
        Backoff backoff = new Backoff(settings.backoff(), settings.backoffLimit(), new Random());
        this.pauses = new Pauses(
                backoff,
                outages,
                () -> getContext().isStopping() || getContext().isStopped());
        this.deliveries = new Deliveries(streams, pauses, outages);
    }

    /** What is delivered, counted. */
    Deliveries deliveries() {
        return deliveries;
    }

    /**
     * Asks beans about a delivery and never the delivery itself: for {@code ${body.request()}} Camel looks a bean up by its
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
                .setProperty(DELIVERY, body())
                .loopDoWhile(method(deliveries, "isUnfinished(${exchangeProperty.delivery})"))
                .id("untilAllIsTaken")
                .bean(pauses, "await(${exchangeProperty.delivery})")
                .id("pause")
                .doTry()
                .transform(method(deliveries, "request(${exchangeProperty.delivery})"))
                .to(firehose())
                .id("putRecordBatch")
                .bean(deliveries, "advance(${exchangeProperty.delivery}, ${body})")
                .id("keepTheRefused")
                .doCatch(Exception.class)
                .bean(deliveries, "fail(${exchangeProperty.delivery}, ${exception})")
                .id("keepAll")
                .end()
                .setProperty(DELIVERY, body())
                .end()
                .bean(deliveries, "end")
                .id("end");
    }

    private static String firehose() {
        // The request in the body names the stream; the component only asks for a name.
        return "aws2-kinesis-firehose:deliver?operation=sendBatchRecord&amazonKinesisFirehoseClient=#" + CLIENT;
    }
}
