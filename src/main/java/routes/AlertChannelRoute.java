package routes;

import org.apache.camel.builder.RouteBuilder;
import routes.settings.AlertSettings;

/**
 * Sends alerts through one channel, one after the other on a thread of its own, so that a dead channel holds up no other. A
 * failure that may pass is tried again with a growing pause, or after the time that the channel asks for, until the message
 * is too old. What is not sent is counted and logged; the queue is bounded, and what finds it full is not sent.
 */
public final class AlertChannelRoute extends RouteBuilder {
    private static final int QUEUE = 100;
    private static final double BACKOFF_FACTOR = 2;
    private static final double JITTER_PERCENT = 50;
    private static final long MINUTE = 60_000;

    private final AlertChannel channel;
    private final AlertSettings settings;
    private final AlertFailures failures;

    AlertChannelRoute(AlertChannel channel, AlertSettings settings, AlertFailures failures) {
        this.channel = channel;
        this.settings = settings;
        this.failures = failures;
    }

    @Override
    public void configure() {
        queue();
        delivery();
    }

    private void queue() {
        from(channel.door())
                .routeId("alert-" + channel.name())
                .routeGroup("alert")
                .routeDescription("Queues alerts for " + channel.name())
                .errorHandler(noErrorHandler())
                .doTry()
                .to("seda:alert-" + channel.name() + "?size=" + QUEUE + "&waitForTaskToComplete=Never")
                .doCatch(IllegalStateException.class)
                .bean(failures, "full")
                .end();
    }

    private void delivery() {
        from("seda:alert-" + channel.name() + "?size=" + QUEUE + "&pollTimeout=100&exceptionHandler=#alertFailures-"
                        + channel.name())
                .routeId("alert-send-" + channel.name())
                .routeGroup("alert")
                .routeDescription("Sends alerts by " + channel.name() + ", again if need be")
                .errorHandler(defaultErrorHandler()
                        .redeliveryDelay(settings.retryDelay().toMillis())
                        .useExponentialBackOff()
                        .backOffMultiplier(BACKOFF_FACTOR)
                        .useCollisionAvoidance()
                        .collisionAvoidancePercent(JITTER_PERCENT)
                        .maximumRedeliveryDelay(settings.retryLimit().toMillis())
                        .allowRedeliveryWhileStopping(false)
                        // The failures tell of it themselves, without a secret.
                        .logExhausted(false)
                        .logRetryAttempted(false)
                        .logStackTrace(false))
                .onException(Exception.class)
                .retryWhile(method(failures, "isWorthRetrying(${exception}, ${variable.alert})"))
                .onExceptionOccurred(failures)
                .end()
                .setVariable("alert", body())
                .throttle(settings.rate())
                .timePeriodMillis(MINUTE)
                .to(channel.uri())
                .bean(failures, "sent")
                .end();
    }
}
