package routes.batch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When landing is looked at before its next poll: soon after something has landed, and at the moment when what waits will
 * have waited long enough. However often it is asked, one look is pending at a time, and those that are asked for soon are
 * never closer together than a pause. All of it is in memory: after a restart the first poll finds everything.
 *
 * <p>Safe for any number of threads; looks happen on a thread of its own.
 */
public final class NextLook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NextLook.class);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "next-look");
        thread.setDaemon(true);
        return thread;
    });

    private final Runnable look;
    private final Duration pause;
    private final Clock clock;
    private Instant next = Instant.MAX;
    private Instant last = Instant.EPOCH;
    private Future<?> pending;

    /**
     * Creates it.
     *
     * @param look has landing looked at, and does not wait for it
     * @param pause the least time between two looks that were asked for soon
     */
    public NextLook(Runnable look, Duration pause, Clock clock) {
        this.look = look;
        this.pause = pause;
        this.clock = clock;
    }

    /** Asks for a look at once, or when the pause after the last one is over. */
    public synchronized void soon() {
        Instant now = clock.instant();
        Instant rested = last.plus(pause);
        // A clock that was set back must not make the pause longer.
        Instant latest = now.plus(pause);
        at(rested.isBefore(now) ? now : rested.isAfter(latest) ? latest : rested);
    }

    /** Asks for a look at a time, unless an earlier one is pending: that one will ask again. */
    public synchronized void at(Instant when) {
        if (when.isBefore(next)) {
            if (pending != null) {
                pending.cancel(false);
            }
            next = when;
            pending = timer.schedule(this::look, nanosUntil(when), TimeUnit.NANOSECONDS);
        }
    }

    private long nanosUntil(Instant when) {
        return Math.max(0, Duration.between(clock.instant(), when).toNanos());
    }

    private void look() {
        synchronized (this) {
            next = Instant.MAX;
            last = clock.instant();
        }
        try {
            look.run();
        } catch (RuntimeException e) {
            LOG.warn("Could not ask for a look at landing; the next poll looks at it.", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
