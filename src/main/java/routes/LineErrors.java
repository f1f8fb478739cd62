package routes;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteConfigurationBuilder;
import routes.delivery.SourceGoneException;
import routes.delivery.StoppedException;
import routes.settings.DeliverSettings;

/**
 * The route configuration {@code line}: a step that fails is tried again without end, with a growing pause, so nothing
 * is dropped while a service is away. At a stop the exchange fails instead and its lines stay unacknowledged.
 *
 * <p>It marks nothing as handled: what is handled counts as delivered. For the routes that name it, and no others.
 */
public final class LineErrors extends RouteConfigurationBuilder {
    /** What routes call this configuration. */
    public static final String ID = "line";

    private static final double BACKOFF_FACTOR = 2;
    private static final double JITTER_PERCENT = 50;

    /** How often a step must fail for each line in the log: an outage lasts, and each of its minutes is like the last. */
    private static final int TRIES_FOR_A_WARNING = 8;

    private final DeliverSettings settings;

    /** Takes the pauses between two tries. */
    public LineErrors(DeliverSettings settings) {
        this.settings = settings;
    }

    @Override
    public void configuration() {
        routeConfiguration(ID)
                .errorHandler(defaultErrorHandler()
                        .maximumRedeliveries(-1)
                        .redeliveryDelay(settings.backoff().toMillis())
                        .useExponentialBackOff()
                        .backOffMultiplier(BACKOFF_FACTOR)
                        .useCollisionAvoidance()
                        .collisionAvoidancePercent(JITTER_PERCENT)
                        .maximumRedeliveryDelay(settings.backoffLimit().toMillis())
                        .allowRedeliveryWhileStopping(false)
                        .retryAttemptedLogLevel(LoggingLevel.WARN)
                        .retryAttemptedLogInterval(TRIES_FOR_A_WARNING)
                        // What fails for good, its consumer tells in the terms of files.
                        .logExhausted(false))
                .onException(SourceGoneException.class, StoppedException.class, InterruptedException.class)
                .maximumRedeliveries(0)
                .logExhausted(false)
                .end();
    }
}
