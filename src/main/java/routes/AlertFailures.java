package routes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.alert.Alert;
import routes.alert.ChannelException;
import routes.watch.AlertMeters;

/**
 * What becomes of alerts that a channel does not take: whether and when they are sent again, and that they are counted and
 * told of if they are not. Tells of a channel's trouble when it begins. Thread-safe.
 */
final class AlertFailures implements Processor, ExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(AlertFailures.class);

    private final AlertChannel channel;
    private final AlertMeters meters;
    private final Duration giveUp;
    private final Clock clock;

    /** Takes how old a message may be to be tried again. */
    AlertFailures(AlertChannel channel, AlertMeters meters, Duration giveUp, Clock clock) {
        this.channel = channel;
        this.meters = meters;
        this.giveUp = giveUp;
        this.clock = clock;
    }

    /** An alert was sent. */
    public void sent() {
        meters.sent(channel.name());
    }

    /** An alert found the queue full. */
    public void full(Alert alert) {
        lost(alert, "its queue is full");
    }

    /** Whether another try may help, and the message is worth it. */
    public boolean isWorthRetrying(Exception failure, Alert alert) {
        Instant now = clock.instant();
        return channel.explained().apply(failure).isPassing()
                && now.isBefore(alert.at().plus(giveUp));
    }

    /** A try failed: has Camel wait as long as the channel asks for, or else by its own rule. */
    @Override
    public void process(Exchange exchange) {
        ChannelException reason =
                channel.explained().apply(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
        exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
        reason.retryAfter()
                .ifPresent(wait -> exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, wait.toMillis()));
        if (exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class) <= 1) {
            LOG.warn("Alerts by {} fail: {}", channel.name(), reason.getMessage());
        }
    }

    @Override
    public void handleException(Throwable exception) {
        handleException("", exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        LOG.warn(
                "The queue of alerts for {} has trouble: {}",
                channel.name(),
                channel.explained().apply(exception).getMessage());
    }

    /** No more tries. */
    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        lost(
                exchange.getVariable("alert", Alert.class),
                channel.explained().apply(exception).getMessage());
    }

    private void lost(Alert alert, String reason) {
        meters.failed(channel.name());
        LOG.error(
                "An alert was not sent by {}: {} ({} {} of {}: {})",
                channel.name(),
                reason,
                alert.state().key(),
                alert.finding().condition().key(),
                alert.finding().subject(),
                alert.finding().what());
    }
}
