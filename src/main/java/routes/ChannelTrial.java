package routes;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import routes.alert.Alert;
import routes.alert.Condition;
import routes.alert.Finding;

/** Sends a test by each channel, once, and says what went wrong. Used by one thread. */
final class ChannelTrial {
    private final CamelContext context;
    private final Clock clock;
    private final ProducerTemplate template;

    /** Takes Camel with the channels bound, started. */
    ChannelTrial(CamelContext context, Clock clock) {
        this.context = context;
        this.clock = clock;
        this.template = context.createProducerTemplate();
    }

    @SuppressWarnings("unchecked")
    List<AlertChannel> channels() {
        return context.getRegistry().lookupByNameAndType(AlertWiring.CHANNELS, List.class);
    }

    /** Why a channel did not take the test; empty if it did. */
    Optional<String> failure(AlertChannel channel) {
        Instant now = clock.instant();
        Finding finding = new Finding(
                Condition.TEST,
                channel.name(),
                "Somebody has run `java -jar snowline.jar alert test`. Alerts by " + channel.name() + " arrive.",
                "",
                Map.of());
        Exchange sent = template.request(channel.uri(), exchange -> exchange.getMessage()
                .setBody(new Alert(Alert.State.TEST, finding, now, now, 1, 1, now)));
        return Optional.ofNullable(sent.getException())
                .map(failure -> channel.explained().apply(failure).getMessage());
    }
}
