package routes.ingest;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.delivery.Backoff;
import routes.delivery.CallFailure;
import routes.delivery.Outages;
import routes.text.Printable;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * Puts events on Kinesis data streams, a {@link Lane} for each feed. Closing it takes no more events, and waits until those
 * it has are stored or given up.
 *
 * <p>The threads that make calls, and the one that watches the time, are its own. The client stays its caller's, and must
 * make each call once: making it again is done here.
 */
public final class KinesisIntake implements Intake, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KinesisIntake.class);

    /** How late events may be given up. */
    private static final long LOOK_MILLIS = 50;

    /** What a close waits beyond the time of the last event, for its thread to notice. */
    private static final Duration CLOSE_MARGIN = Duration.ofSeconds(1);

    /** Time between two lines about events of one feed that were given up. */
    private static final Duration REMINDER = Duration.ofMinutes(1);

    /** Bytes of a random partition key: as many as decide a place in the hash space. */
    private static final int KEY_BYTES = 16;

    private final Map<String, String> streams;
    private final Pace pace;
    private final Budget budget;
    private final Outages outages;
    private final Map<String, Lane> lanes = new TreeMap<>();
    private final Map<String, IntakeCounters> counters = new TreeMap<>();
    private final Map<String, AtomicLong> toldNanos = new TreeMap<>();
    private final List<Thread> callers = new ArrayList<>();
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(work -> thread("ingest-watch", work));

    /**
     * Starts its threads.
     *
     * @param streams the Kinesis data stream of each feed that takes events
     * @param outages is told how calls go
     */
    @SuppressWarnings("FutureReturnValueIgnored") // The task catches what could end it.
    public KinesisIntake(Map<String, String> streams, Pace pace, KinesisClient kinesis, Outages outages) {
        this.streams = Map.copyOf(streams);
        this.pace = pace;
        this.budget = new Budget(pace.budgetBytes());
        this.outages = outages;
        SecureRandom random = new SecureRandom();
        Backoff backoff = new Backoff(Pace.BACKOFF, Pace.BACKOFF_LIMIT, random);
        streams.forEach((feed, stream) -> {
            Lane lane = new Lane(pace, budget, backoff, () -> randomKey(random));
            IntakeCounters done = new IntakeCounters();
            lanes.put(feed, lane);
            counters.put(feed, done);
            toldNanos.put(feed, new AtomicLong(System.nanoTime() - REMINDER.toNanos()));
            for (int i = 0; i < pace.inFlight(); i++) {
                callers.add(thread("ingest-" + feed + "-" + i, new Caller(stream, lane, kinesis, outages, done)));
            }
        });
        callers.forEach(Thread::start);
        watch.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        // The close waits for them; a process that cannot even close must still end.
        thread.setDaemon(true);
        return thread;
    }

    private static String randomKey(RandomGenerator random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    @Override
    public CompletionStage<List<Placed>> put(String feed, List<Event> events) throws BusyException, StoppingException {
        Lane lane = lanes.get(feed);
        if (lane == null) {
            throw new IllegalArgumentException(
                    "Feed " + Printable.of(feed) + " takes no events: feed.<name>.ingest" + " is not set for it");
        }
        if (events.isEmpty()) {
            throw new IllegalArgumentException("There are no events to put");
        }
        long bytes = 0;
        for (Event event : events) {
            bytes += event.line().length + Budget.EVENT_OVERHEAD_BYTES;
        }
        try {
            budget.take(bytes);
        } catch (BusyException e) {
            counters.get(feed).putRefused();
            throw e;
        }
        try {
            Ticket ticket = lane.add(events);
            counters.get(feed).taken(events.size());
            return ticket.answer();
        } catch (StoppingException e) {
            budget.release(bytes);
            throw e;
        }
    }

    /** What was put for a feed. */
    public IntakeCounters counters(String feed) {
        return counters.get(feed);
    }

    /** The feeds that take events. */
    public List<String> feeds() {
        return List.copyOf(lanes.keySet());
    }

    /** Bytes of events of all feeds that are not decided yet, or still held by a call. */
    public long waitingBytes() {
        return budget.takenBytes();
    }

    /** The outage of the stream of a feed, if there is one now. */
    public Optional<Outages.Outage> outage(String feed) {
        return outages.of(streams.get(feed));
    }

    private void look() {
        try {
            lanes.keySet().forEach(feed -> giveUp(feed, false));
        } catch (RuntimeException | OutOfMemoryError e) {
            // A scheduled task that throws is never run again.
            LOG.error("Cannot look for events whose time is over", e);
        }
    }

    private void giveUp(String feed, boolean all) {
        Lane lane = lanes.get(feed);
        List<Ticket> expired = lane.expired(all);
        if (expired.isEmpty()) {
            return;
        }
        Placed.GivenUp what = new Placed.GivenUp(
                all
                        ? "the process stops"
                        : "Kinesis did not take it within " + pace.timeout().toMillis() + " ms");
        int events = 0;
        List<Ticket> decided = new ArrayList<>();
        for (Ticket ticket : expired) {
            int left = ticket.giveUp(what);
            if (left > 0) {
                events += left;
                decided.add(ticket);
            }
        }
        lane.sweep();
        counters.get(feed).givenUp(events);
        if (events > 0) {
            tell(feed, events);
        }
        decided.forEach(Ticket::complete);
    }

    private void tell(String feed, int events) {
        AtomicLong told = toldNanos.get(feed);
        if (System.nanoTime() - told.get() >= REMINDER.toNanos()) {
            told.set(System.nanoTime());
            LOG.warn(
                    "Stream {} did not take {} events of feed {} within {} ms, so their posts are not answered 202. {}",
                    streams.get(feed),
                    events,
                    feed,
                    pace.timeout().toMillis(),
                    outage(feed).map(Outages.Outage::reason).orElseGet(() -> lastRefusal(feed)));
        }
    }

    private String lastRefusal(String feed) {
        String code = counters.get(feed).lastRefusal();
        return code == null
                ? "Its calls are not answered."
                : "The last record that was refused: " + Printable.of(code) + ". " + CallFailure.BUSY;
    }

    /** Takes no more events; returns once each one is stored or given up, within the timeout of the last. */
    @Override
    public void close() {
        lanes.values().forEach(Lane::stop);
        long until = System.nanoTime() + pace.timeout().plus(CLOSE_MARGIN).toNanos();
        boolean isInterrupted = false;
        for (Thread caller : callers) {
            isInterrupted |= !join(caller, until);
        }
        watch.shutdownNow();
        lanes.keySet().forEach(feed -> giveUp(feed, true));
        callers.forEach(Thread::interrupt);
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether nobody interrupted the wait. */
    private static boolean join(Thread thread, long untilNanos) {
        try {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(untilNanos - System.nanoTime())));
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
