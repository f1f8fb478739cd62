package routes;

import static routes.Endpoints.ALERT;

import java.util.List;
import org.apache.camel.builder.RouteBuilder;

/**
 * Answers a bell that rings each second, and whenever a turn has failed: takes the messages that are due and hands each to
 * every channel. Nothing that is watched waits for it.
 */
public final class AlertRoute extends RouteBuilder {
    private final String[] channels;

    /** Takes the endpoints of the channels. */
    public AlertRoute(List<String> channels) {
        this.channels = channels.toArray(String[]::new);
    }

    @Override
    public void configure() {
        from(ALERT)
                .routeId("alert")
                .routeGroup("alert")
                .routeDescription("Hands the alerts that are due to every channel")
                .errorHandler(noErrorHandler())
                .split(method("openAlerts", "due"))
                .multicast()
                .to(channels);
    }
}
