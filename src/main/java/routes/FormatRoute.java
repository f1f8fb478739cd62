package routes;

import org.apache.camel.builder.RouteBuilder;
import routes.delivery.OverlongLine;
import routes.format.Formats;

/**
 * A batch of a feed that has a format or metadata arrives; its entries leave converted to {@code direct:deliver}, a call
 * at a time, so that memory holds no more than that of them. An entry that no record can hold in its new form leaves to
 * {@code direct:dead-letter}. The batch counts as delivered once all of it has left. Feeds whose lines leave as they stand do
 * not come by here.
 */
public final class FormatRoute extends RouteBuilder {
    private final Formats formats;

    /** Takes the formats of the feeds. */
    public FormatRoute(Formats formats) {
        this.formats = formats;
    }

    @Override
    public void configure() {
        from("direct:format")
                .routeId("format")
                .routeGroup("line")
                .routeDescription("Converts lines to the format of their feed")
                .routeConfigurationId(LineErrors.ID)
                .precondition(TailRoute.IN_ROLE_AGENT)
                .split(method(formats, "convert"))
                .streaming()
                .stopOnException()
                .shareUnitOfWork()
                .choice()
                .when(body().isInstanceOf(OverlongLine.class))
                .to("direct:dead-letter")
                .otherwise()
                .to("direct:deliver");
    }
}
