package routes;

import org.apache.camel.builder.RouteBuilder;
import routes.format.Formats;

/**
 * A batch of a feed that has a format or metadata arrives; its entries leave converted to {@code direct:deliver}. An entry
 * that no record can hold in its new form leaves first, to {@code direct:dead-letter}: the batch counts as delivered only
 * once both have it. Feeds whose lines leave as they stand do not come by here.
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
                .bean(formats, "convert")
                .id("convert")
                .split(simple("${body.overlong}"))
                .stopOnException()
                .shareUnitOfWork()
                .to("direct:dead-letter")
                .id("keepTheOverlong")
                .end()
                .filter(simple("${body.hasRecords}"))
                .transform(simple("${body.batch}"))
                .to("direct:deliver");
    }
}
