package routes;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.OnCamelContextStarted;
import org.apache.camel.spi.Registry;
import routes.batch.Landing;
import routes.operate.Claiming;
import routes.operate.Turns;
import routes.settings.BatchSettings;
import routes.settings.ClaimSettings;
import routes.settings.Settings;
import routes.watch.BatchCheck;
import routes.watch.ClaimCheck;
import routes.watch.LandingMeters;
import routes.watch.LandingWatch;
import routes.watch.LeaderCheck;
import routes.watch.LoaderMeters;

/** Has a loader watched from its start: whether it leads and claims, what waits in landing, readiness, and what ends an alert. */
final class LoaderWatching implements OnCamelContextStarted {
    /** Looks of the route claim that may be missed before landing is looked at from here. */
    private static final int MISSED = 2;
    /** Looks that may be missed before what was seen is no longer taken for what is there. */
    private static final int FORGOTTEN = 6;

    private final Settings settings;
    private final MeterRegistry meters;
    private final Clock clock;
    private final BooleanSupplier leads;

    LoaderWatching(Settings settings, MeterRegistry meters, Clock clock, BooleanSupplier leads) {
        this.leads = leads;
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The tasks catch what could end them.
    public void onContextStarted(CamelContext context) {
        Registry registry = context.getRegistry();
        Turns turns = registry.lookupByNameAndType("turns", Turns.class);
        Landing landing = registry.lookupByNameAndType("landing", Landing.class);
        Claiming claiming = registry.lookupByNameAndType("claiming", Claiming.class);
        LoaderMeters.register(meters, leads, claiming);
        Duration poll = settings.of(ClaimSettings.class).poll();
        new LandingMeters(meters, settings.feeds(), landing, poll.multipliedBy(FORGOTTEN), clock);
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        checks.register(new LeaderCheck(leads));
        checks.register(new ClaimCheck(claiming, turns, leads));
        checks.register(new BatchCheck(turns, settings.of(BatchSettings.class).stallAfter(), clock));
        ScheduledExecutorService thread =
                context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "loader-watch");
        List.of(new LandingWatch(landing, poll.multipliedBy(MISSED), clock), AlertWiring.repairWatch(registry))
                .forEach(watch ->
                        thread.scheduleWithFixedDelay(watch, poll.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS));
    }
}
