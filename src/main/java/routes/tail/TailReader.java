package routes.tail;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.delivery.FileRange;
import routes.delivery.FileRecords;
import routes.delivery.FirehoseLimits;
import routes.delivery.Outgoing;
import routes.delivery.OverlongLine;
import routes.text.Printable;

/**
 * The reader thread: scans, reads what is due, hands it over, saves the checkpoint, waits. It goes on scanning while
 * deliveries are stuck, so files that are rotated meanwhile are still opened before they go.
 */
final class TailReader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TailReader.class);

    /** Time between two saves of the checkpoint. A crash repeats at most what was acknowledged within it. */
    private static final Duration SAVE = Duration.ofSeconds(1);

    /** The same while all files are dormant: at most one of them has got another name. */
    private static final Duration SAVE_AT_REST = Duration.ofSeconds(10);

    /** A file that has been idle for so long is dormant: it is looked at in rounds. */
    private static final Duration DORMANT_AFTER = Duration.ofSeconds(10);

    /**
     * The time between two rounds, in tenths of the time between two scans: below a second at two scans a second. While all
     * files are dormant there are no scans but the rounds.
     */
    private static final int ROUND_TENTHS = 18;

    private final TailOptions options;
    private final TailCounters counters;
    private final Sources sources;
    private final Deliverer deliverer;
    private final Clock clock;
    private final Duration round;
    private final BacklogWatch backlog = new BacklogWatch();
    private final Gathering gathered;
    private final Semaphore wakeUp = new Semaphore(0);

    private volatile boolean isPaused;
    private volatile boolean isStopped;
    /** When to pause at the latest, or null. */
    private volatile Instant drainUntil;

    private boolean hasLookedLast;
    /** Whether a file was awake at the last save that is not now. */
    private boolean isRestUnsaved;

    private Instant nextScan = Instant.EPOCH;
    private Instant savedAt = Instant.EPOCH;
    private Instant nextRound = Instant.EPOCH;
    private Instant nextDue = Instant.EPOCH;
    private Set<SourceFile> busy = new LinkedHashSet<>();
    private final Set<SourceFile> awake = new LinkedHashSet<>();
    private final List<SourceFile> dormant = new ArrayList<>();

    /** Takes batches and over-long lines off the reader's hands. */
    interface Deliverer {
        /** Bytes of records it can hold now; zero if it can take nothing at all. */
        long room();

        /** Delivers it at once or later, and then has it acknowledged. */
        void deliver(Outgoing outgoing, Runnable acknowledge);
    }

    TailReader(TailOptions options, TailCounters counters, Sources sources, Deliverer deliverer, Clock clock) {
        this.options = options;
        this.counters = counters;
        this.sources = sources;
        this.deliverer = deliverer;
        this.clock = clock;
        this.gathered = new Gathering(options.batch());
        this.round = options.scan().multipliedBy(ROUND_TENTHS).dividedBy(10);
    }

    @Override
    public void run() {
        boolean isInterrupted = false;
        while (!isStopped && !isInterrupted) {
            boolean goOn = false;
            try {
                goOn = pass(clock.instant());
            } catch (IOException | RuntimeException | Error e) {
                // An Error too must not end the thread while the process goes on.
                LOG.error("Tailing {} met an error and tries again: {}", options.feed(), Printable.of(e), e);
            }
            isInterrupted = !goOn && !await();
        }
        // What is gathered by now is read again at the next start.
        counters.givenBack.addAndGet(gathered.bytes());
        counters.inFlight.addAndGet(-gathered.bytes());
    }

    /** Reads no more until {@link #resume}; what was read is still delivered and the checkpoint kept. */
    void pause() {
        isPaused = true;
        drainUntil = null;
    }

    /** Reads what is in the files by now, and then pauses; after this time in any case. From any thread. */
    void drain(Duration time) {
        drainUntil = clock.instant().plus(time);
        wakeUp.release();
    }

    /** Whether it still reads after {@link #drain}. */
    boolean isDraining() {
        return drainUntil != null;
    }

    void resume() {
        isPaused = false;
        wakeUp.release();
    }

    /** Ends {@link #run} soon. */
    void stop() {
        isStopped = true;
        wakeUp.release();
    }

    /** Says that the deliverer can take more. From any thread. */
    void wakeUp() {
        wakeUp.release();
    }

    /** One round over the sources; returns whether another may find more at once. */
    boolean pass(Instant now) throws IOException {
        // What only lacked room in the last pass goes before what this one finds.
        letLeave();
        Instant drain = drainUntil;
        boolean isLastLook = drain != null && !hasLookedLast;
        boolean isRound = isLastLook || !now.isBefore(nextRound);
        boolean isScan = isRound || !now.isBefore(nextScan);
        nextScan = isScan ? now.plus(options.scan()) : nextScan;
        nextRound = isRound ? now.plus(round) : nextRound;
        nextDue = nextRound;
        if (isScan) {
            awake.addAll(sources.scan(now));
            isRestUnsaved |= awake.removeIf(source -> !source.isOpen());
        }
        boolean goOn = !isPaused && readAll(now, isScan, isRound);
        letLeave();
        nextDue = awake.isEmpty() || nextDue.isBefore(nextScan) ? nextDue : nextScan;
        hasLookedLast = drain != null;
        boolean isAllRead = gathered.isEmpty() && sources.open().stream().allMatch(SourceFile::isRead);
        if (drain != null && (now.isAfter(drain) || isAllRead)) {
            pause();
        }
        if (!now.isBefore(savedAt.plus(awake.isEmpty() && !isRestUnsaved ? SAVE_AT_REST : SAVE))) {
            savedAt = now;
            isRestUnsaved = false;
            sources.save(now);
        }
        if (isScan) {
            counters.watching(backlog.look(awake, sources.open().size(), counters.settled(), now));
        }
        return goOn;
    }

    /**
     * In a scan every source is looked at that is awake, in a round the dormant too; between them, those that were busy.
     * What there was no room for comes first the next time, so that the first files do not starve the others.
     */
    private boolean readAll(Instant now, boolean isScan, boolean isRound) {
        Set<SourceFile> before = busy;
        List<SourceFile> served = new ArrayList<>();
        busy = new LinkedHashSet<>();
        boolean goOn = false;
        for (SourceFile source : before) {
            goOn |= look(source, served, now);
        }
        if (isScan) {
            long millis = now.toEpochMilli();
            if (isRound) {
                dormant.removeIf(source -> !isIdle(source, millis) && awake.add(source));
            }
            for (SourceFile source : awake) {
                goOn |= !isIdle(source, millis) && !before.contains(source) && look(source, served, now);
            }
            isRestUnsaved |= awake.removeIf(
                    source -> source.isDormant(DORMANT_AFTER, millis) && !busy.contains(source) && dormant.add(source));
        }
        boolean isAllServed = busy.isEmpty();
        busy.addAll(served);
        return goOn && isAllServed;
    }

    private static boolean isIdle(SourceFile source, long now) {
        try {
            return source.isOpen() && source.isIdle(now);
        } catch (IOException e) {
            // Reading it is going to meet this error again, and tells of it.
            LOG.debug("Cannot look at {}", Printable.of(source.path()), e);
            return false;
        }
    }

    private boolean look(SourceFile source, List<SourceFile> served, Instant now) {
        boolean goOn = source.isOpen() && read(source, now);
        if (source.isOpen() && source.isBusy(now)) {
            served.add(source);
            // One that is due by now waits for an acknowledgement, which wakes this thread.
            Instant due = source.dueAt();
            nextDue = due.isAfter(now) && due.isBefore(nextDue) ? due : nextDue;
        }
        return goOn;
    }

    private boolean read(SourceFile source, Instant now) {
        try {
            if (isStopped || !hasRoom(source, now)) {
                busy.add(source);
                return false;
            }
            Optional<FileRange> range = source.next(sources.reader(), room(), now);
            range.ifPresent(found -> offer(found, source.acknowledged()));
            counters.problems.ended(source.path());
            return range.isPresent() || source.isSearching();
        } catch (IOException e) {
            if (counters.problems.failed(source.path(), e, now)) {
                LOG.error("Cannot read {}, which is tried again: {}", Printable.of(source.path()), Printable.of(e));
            }
            return false;
        }
    }

    /** Whether there is room for what a file has waiting; what is gathered leaves before it if both do not fit into a batch. */
    private boolean hasRoom(SourceFile source, Instant now) throws IOException {
        if (room() <= 0) {
            return false;
        }
        long waiting = source.waiting(now);
        if (!gathered.isEmpty() && !gathered.hasRoomFor(waiting)) {
            gathered.leave(deliverer);
        }
        return room() >= Math.max(1, Math.min(waiting, FirehoseLimits.FULL_RECORD_BYTES));
    }

    private long room() {
        return deliverer.room() - gathered.bytes();
    }

    private void offer(FileRange range, Acknowledged acknowledged) {
        counters.read.addAndGet(range.bytes());
        counters.inFlight.addAndGet(range.bytes());
        if (range instanceof OverlongLine line) {
            deliverer.deliver(line, () -> acknowledged.acknowledge(line.from(), line.to()));
        } else if (range instanceof FileRecords records) {
            if (!gathered.fits(records)) {
                // It has grown since it was looked at, or its records are many.
                gathered.leave(deliverer);
            }
            gathered.add(records, acknowledged);
        }
    }

    /** What is gathered leaves, or waits for the next pass if an over-long line or another batch took the room. */
    private void letLeave() {
        if (!gathered.isEmpty() && deliverer.room() > 0) {
            gathered.leave(deliverer);
        }
    }

    private boolean await() {
        long millis = Math.max(1, Duration.between(clock.instant(), nextDue).toMillis());
        try {
            wakeUp.tryAcquire(millis, TimeUnit.MILLISECONDS);
            wakeUp.drainPermits();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
