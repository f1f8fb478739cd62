package routes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.text.Printable;

/**
 * Tells seldom, and on one line, that a queue cannot be read or a message not be dealt with: when it begins, every minute,
 * and when it is over. Safe for any number of threads.
 */
final class QueueWatch extends DefaultPollingConsumerPollStrategy implements ExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(QueueWatch.class);
    private static final Duration REMINDER = Duration.ofMinutes(1);

    private final Clock clock;
    private Instant since;
    private Instant toldAt = Instant.EPOCH;
    private Instant keptAt = Instant.EPOCH;

    QueueWatch(Clock clock) {
        this.clock = clock;
    }

    /** For how many seconds the queue has not been readable; 0 if it is. */
    synchronized double awaySeconds() {
        return since == null
                ? 0
                : Duration.between(since, clock.instant()).toMillis()
                        / (double) Duration.ofSeconds(1).toMillis();
    }

    @Override
    public synchronized void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        if (since != null) {
            LOG.info("The queue of notify.queue can be read again, after {} s", (long) awaySeconds());
            since = null;
            toldAt = Instant.EPOCH;
        }
    }

    @Override
    public void handleException(Throwable exception) {
        handleException("", exception);
    }

    /** A call for messages failed. */
    @Override
    public synchronized void handleException(String message, Throwable exception) {
        Instant now = clock.instant();
        since = since == null ? now : since;
        if (isReminder(toldAt, now)) {
            toldAt = now;
            LOG.warn(
                    "The queue of notify.queue cannot be read since {}: {} Landing is polled as ever (claim.poll).",
                    since.truncatedTo(ChronoUnit.SECONDS),
                    Printable.message(exception));
        }
    }

    /** A message was read and could not be dealt with, or not be deleted. */
    @Override
    public synchronized void handleException(String message, Exchange exchange, Throwable exception) {
        Instant now = clock.instant();
        if (isReminder(keptAt, now)) {
            keptAt = now;
            LOG.warn(
                    "A message of notify.queue stays in the queue, which shows it again: {}",
                    Printable.message(exception));
        }
    }

    private static boolean isReminder(Instant before, Instant now) {
        return !now.isBefore(before.plus(REMINDER));
    }
}
