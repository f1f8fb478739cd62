package routes.ingest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import routes.delivery.Backoff;

/**
 * Everything on its way for one feed: what waits in its buckets, what is sent again, and whose it is. Decides when a call
 * is due and what goes into it. Safe for any number of threads; its lock is never held during a call.
 */
final class Lane {
    private static final long NEVER = Long.MAX_VALUE;

    private final Pace pace;
    private final Budget budget;
    private final Backoff backoff;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    /** All below is guarded by the lock. Times are by {@link System#nanoTime}, counted from the start of the lane. */
    private final Bucket keyless;

    private final Bucket[] buckets = new Bucket[Bucket.COUNT];
    private final Deque<Bucket> ready = new ArrayDeque<>();
    private final PriorityQueue<EventRecord> again =
            new PriorityQueue<>(Comparator.comparingLong(EventRecord::dueNanos));
    private final Set<Ticket> open = new LinkedHashSet<>();
    private final long startNanos = System.nanoTime();

    private long waitingBytes;
    private long dueNanos = NEVER;
    private long pausedUntilNanos;
    private int callsUnderWay;
    private int failures;
    private boolean isStopping;
    /** The thread that waits for the next time something is due; the others wait to be woken. */
    private Thread watching;

    Lane(Pace pace, Budget budget, Backoff backoff, Supplier<String> randomKeys) {
        this.pace = pace;
        this.budget = budget;
        this.backoff = backoff;
        this.keyless = Bucket.ofKeyless(randomKeys);
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = Bucket.ofKeys(i);
        }
    }

    private long now() {
        return System.nanoTime() - startNanos;
    }

    /**
     * Queues the events of one put.
     *
     * @throws StoppingException if {@link #stop} has been called
     */
    Ticket add(List<Event> events) throws StoppingException {
        int[] numbers = new int[events.size()];
        for (int i = 0; i < numbers.length; i++) {
            String partition = events.get(i).partition();
            numbers[i] = partition == null ? -1 : Bucket.number(partition);
        }
        lock.lock();
        try {
            if (isStopping) {
                throw new StoppingException("The process stops and takes no more events");
            }
            long now = now();
            Ticket ticket = new Ticket(numbers.length, now + pace.timeout().toNanos());
            open.add(ticket);
            for (int i = 0; i < numbers.length; i++) {
                Bucket bucket = numbers[i] < 0 ? keyless : buckets[numbers[i]];
                bucket.add(events.get(i), ticket, i);
                waitingBytes += events.get(i).line().length;
                makeReady(bucket);
            }
            if (!ready.isEmpty()) {
                due(
                        waitingBytes >= KinesisLimits.MAX_CALL_BYTES
                                ? now
                                : now + pace.linger().toNanos());
            }
            return ticket;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The records of the next call, once one is due. The caller sends them and then calls {@link #settle}.
     *
     * @return nothing once the lane is stopped and empty
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    List<EventRecord> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (isStopping && open.isEmpty()) {
                    work.signalAll();
                    return List.of();
                }
                long now = now();
                long next = nextNanos();
                if (next <= now) {
                    List<EventRecord> records = collect(now);
                    if (!records.isEmpty()) {
                        callsUnderWay++;
                        // Whoever wakes looks whether there is more to do.
                        work.signal();
                        return records;
                    }
                } else {
                    await(next - now);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until woken, or, if nobody else watches the time, until so much has passed. */
    @SuppressWarnings("WaitNotInLoop") // The loop is the caller's.
    private void await(long nanos) throws InterruptedException {
        if (nanos >= NEVER / 2 || watching != null) {
            work.await();
            return;
        }
        Thread self = Thread.currentThread();
        watching = self;
        try {
            work.awaitNanos(nanos);
        } finally {
            if (watching == self) {
                watching = null;
            }
        }
    }

    /** When the next call may be made. */
    private long nextNanos() {
        if (failures > 0 && callsUnderWay > 0) {
            // While nothing is taken, one call at a time finds out whether that is over.
            return NEVER;
        }
        long next = ready.isEmpty() ? NEVER : isStopping ? 0 : dueNanos;
        if (!again.isEmpty()) {
            next = Math.min(next, again.peek().dueNanos());
        }
        return next == NEVER ? NEVER : Math.max(next, pausedUntilNanos);
    }

    /** A call for what is ready is due then, or earlier. */
    private void due(long nanos) {
        if (nanos < dueNanos) {
            dueNanos = nanos;
            watching = null;
            work.signal();
        }
    }

    private void makeReady(Bucket bucket) {
        if (!bucket.isReady() && bucket.canSend()) {
            bucket.ready(true);
            ready.add(bucket);
        }
    }

    private List<EventRecord> collect(long now) {
        List<EventRecord> records = new ArrayList<>();
        long bytes = 0;
        while (!again.isEmpty() && again.peek().dueNanos() <= now && fits(records, bytes, again.peek())) {
            EventRecord record = again.poll();
            if (record.isAbandoned()) {
                drop(record);
            } else {
                records.add(record);
                bytes += record.callBytes();
            }
        }
        while (!ready.isEmpty() && fits(records, bytes, ready.peek().peek())) {
            Bucket bucket = ready.poll();
            bucket.ready(false);
            EventRecord record = bucket.poll();
            waitingBytes -= record.bytes();
            if (record.isAbandoned()) {
                drop(record);
            } else {
                records.add(record);
                bytes += record.callBytes();
            }
            makeReady(bucket);
        }
        if (ready.isEmpty()) {
            dueNanos = NEVER;
        }
        return records;
    }

    private static boolean fits(List<EventRecord> records, long bytes, EventRecord next) {
        return records.isEmpty()
                || (records.size() < KinesisLimits.MAX_CALL_RECORDS
                        && bytes + next.callBytes() <= KinesisLimits.MAX_CALL_BYTES);
    }

    /** Nobody waits for a record any more. */
    private void drop(EventRecord record) {
        budget.release(record.budgetBytes());
        release(record.bucket());
    }

    private void release(Bucket bucket) {
        bucket.settled();
        if (bucket.canSend() && !bucket.isReady()) {
            makeReady(bucket);
            // What has waited for the record before it has waited long enough.
            due(now());
        }
    }

    /**
     * Takes back the records of a call.
     *
     * @param stored those that the stream has
     * @param refused those to send again
     * @param decided the tickets that nothing is open of now
     */
    void settle(List<EventRecord> stored, List<EventRecord> refused, List<Ticket> decided) {
        lock.lock();
        try {
            callsUnderWay--;
            decided.forEach(open::remove);
            stored.forEach(this::drop);
            long now = now();
            for (EventRecord record : refused) {
                record.sendAgain(now + millis(backoff.millis(record.setbacks() + 1)));
                again.add(record);
            }
            if (stored.isEmpty()) {
                failures++;
                pausedUntilNanos = now + millis(backoff.millis(failures));
            } else {
                failures = 0;
                pausedUntilNanos = 0;
            }
            watching = null;
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static long millis(long millis) {
        return millis * 1_000_000;
    }

    /**
     * Takes out the tickets whose time is over; the caller gives them up and then calls {@link #sweep}. Takes out all of
     * them if told so.
     */
    List<Ticket> expired(boolean all) {
        lock.lock();
        try {
            long now = now();
            List<Ticket> expired = new ArrayList<>();
            // In the order of their deadlines, which all are equally far from their puts.
            Iterator<Ticket> oldest = open.iterator();
            while (oldest.hasNext()) {
                Ticket ticket = oldest.next();
                if (!all && ticket.deadlineNanos() > now) {
                    break;
                }
                expired.add(ticket);
                oldest.remove();
            }
            return expired;
        } finally {
            lock.unlock();
        }
    }

    /** Drops what nobody waits for any more. */
    void sweep() {
        lock.lock();
        try {
            takeAbandoned(again).forEach(this::drop);
            sweep(keyless);
            for (Bucket bucket : buckets) {
                sweep(bucket);
            }
            if (ready.isEmpty()) {
                dueNanos = NEVER;
            }
            watching = null;
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void sweep(Bucket bucket) {
        for (EventRecord record : takeAbandoned(bucket.waiting())) {
            waitingBytes -= record.bytes();
            budget.release(record.budgetBytes());
        }
        if (bucket.isReady() && !bucket.canSend()) {
            bucket.ready(false);
            ready.remove(bucket);
        }
    }

    private static List<EventRecord> takeAbandoned(Iterable<EventRecord> from) {
        List<EventRecord> taken = new ArrayList<>();
        for (Iterator<EventRecord> records = from.iterator(); records.hasNext(); ) {
            EventRecord record = records.next();
            if (record.isAbandoned()) {
                taken.add(record);
                records.remove();
            }
        }
        return taken;
    }

    /** Takes no more, and no longer waits for company. */
    void stop() {
        lock.lock();
        try {
            isStopping = true;
            watching = null;
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
