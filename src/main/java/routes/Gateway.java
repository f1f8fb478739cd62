package routes;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import routes.http.ApiKeys;
import routes.http.HttpEngine;
import routes.http.HttpMeters;
import routes.http.Ingest;
import routes.ingest.Intake;
import routes.settings.FeedIngest;
import routes.settings.IngestSettings;
import routes.settings.OwnedFile;
import routes.settings.SettingsException;

/** Makes what a gateway consists of: the server under {@code platform-http}, and the route that it hands posts to. */
final class Gateway {
    /** A changed file of keys holds after this at the latest. */
    private static final long KEYS_SECONDS = 2;

    private Gateway() {}

    /**
     * Binds the server and makes the route.
     *
     * @param feeds that take posts
     * @param intake where events go
     * @throws SettingsException if a schema or the keys cannot be used, or strangers could post without a key
     */
    static IngestRoute route(
            CamelContext context,
            IngestSettings settings,
            Map<String, FeedIngest> feeds,
            Intake intake,
            Clock clock,
            MeterRegistry registry) {
        Collection<FeedIngest> all = feeds.values();
        Optional<OwnedFile<ApiKeys>> keys = settings.keysFile().map(ApiKeys::file);
        HttpMeters meters = new HttpMeters(registry, feeds.keySet(), keys);
        Ingest ingest = new Ingest(all, settings, intake, clock, meters);
        HttpEngine engine = new HttpEngine(settings, feeds.keySet(), keys, meters);
        context.getRegistry().bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, engine);
        keys.ifPresent(file -> watch(context, file));
        return new IngestRoute(ingest);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The task catches what could end it.
    private static void watch(CamelContext context, OwnedFile<ApiKeys> keys) {
        ScheduledExecutorService watch =
                context.getExecutorServiceManager().newSingleThreadScheduledExecutor(keys, "ingest-keys");
        watch.scheduleWithFixedDelay(keys, KEYS_SECONDS, KEYS_SECONDS, TimeUnit.SECONDS);
    }
}
