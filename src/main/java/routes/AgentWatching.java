package routes;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.OnCamelContextStarted;
import routes.delivery.Deliveries;
import routes.format.FormatCounters;
import routes.settings.TailSettings;
import routes.tail.Problem;
import routes.tail.TailEndpoint;
import routes.watch.AgentMeters;
import routes.watch.AgentWatch;
import routes.watch.Balances;
import routes.watch.ManagedCheckpoint;
import routes.watch.OwnMBeans;
import routes.watch.StallCheck;
import routes.watch.Stalls;

/** Has an agent watched from its start: meters, readiness, and what is wrong with it. */
final class AgentWatching implements OnCamelContextStarted {
    private static final long EVERY_SECONDS = 1;

    private final Map<String, String> uris;
    private final TailSettings settings;
    private final Map<String, FormatCounters> formats;
    private final Deliveries deliveries;
    private final MeterRegistry meters;
    private final Clock clock;

    /**
     * Creates it.
     *
     * @param uris the endpoint of each feed's files
     * @param formats what the format of each feed has done
     */
    AgentWatching(
            Map<String, String> uris,
            TailSettings settings,
            Map<String, FormatCounters> formats,
            Deliveries deliveries,
            MeterRegistry meters,
            Clock clock) {
        this.uris = Map.copyOf(uris);
        this.settings = settings;
        this.formats = Map.copyOf(formats);
        this.deliveries = deliveries;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The task catches what could end it.
    public void onContextStarted(CamelContext context) {
        Stalls stalls = new Stalls(settings.stallAfter(), clock);
        AgentMeters shown = new AgentMeters(meters, clock);
        Map<String, TailEndpoint> feeds = new TreeMap<>();
        uris.forEach((feed, uri) -> {
            // The routes begin after this, with the same endpoints.
            TailEndpoint files = context.getEndpoint(uri, TailEndpoint.class);
            feeds.put(feed, files);
            shown.tail(feed, files, stalls);
            shown.deliver(feed, deliveries.counters(feed));
            shown.format(feed, formats.get(feed));
            OwnMBeans.show(
                    context,
                    new ManagedCheckpoint(feed, files, settings.checkpoint()),
                    "Checkpoints",
                    Map.of("feed", feed));
        });
        new Balances(meters).show("agent", feeds.values(), AgentMeters::unaccounted);
        HealthCheckRegistry.get(context).register(new StallCheck(stalls));
        AlertWiring.watchStalls(
                context,
                stalls::sentences,
                "`java -jar snowline.jar agent status` on that host tells more. Nothing is lost while the files are"
                        + " there, and it is tried again.");
        context.getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "agent-watch")
                .scheduleWithFixedDelay(
                        new AgentWatch(feeds, this::outage, stalls, settings.checkpoint()),
                        EVERY_SECONDS,
                        EVERY_SECONDS,
                        TimeUnit.SECONDS);
    }

    /** Why nothing of a feed leaves, if so. */
    private Optional<Problem> outage(String feed) {
        return deliveries
                .outage(feed)
                .map(outage -> new Problem(outage.reason(), outage.since().toEpochMilli()));
    }
}
