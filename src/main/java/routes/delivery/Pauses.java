package routes.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The waits before a call is made again. A call that is taken whole ends the waits of all others for its stream, so that
 * everything flows again as soon as an outage is over.
 *
 * <p>At a stop a batch is still sent to its end as long as its stream takes anything: what of it and of those behind it has
 * been taken would be taken again after the next start. It is given up once the stream is away.
 *
 * <p>Safe for any number of threads, each of which waits for itself.
 */
public final class Pauses {
    /** How often a waiting thread looks whether the process stops. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Backoff backoff;
    private final Outages outages;
    private final BooleanSupplier isStopping;
    private final Map<String, CountDownLatch> ends = new ConcurrentHashMap<>();

    /** Takes how long to wait, who knows which stream is away, and what says that the process stops. */
    public Pauses(Backoff backoff, Outages outages, BooleanSupplier isStopping) {
        this.backoff = backoff;
        this.outages = outages;
        this.isStopping = isStopping;
    }

    /**
     * Waits as long as the setbacks of a delivery ask for; not at all if it has none.
     *
     * @throws StoppedException if the process stops and the stream is away
     * @throws InterruptedException if the thread is interrupted
     */
    public void await(Delivery delivery) throws StoppedException, InterruptedException {
        if (delivery.setbacks() == 0) {
            return;
        }
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(backoff.millis(delivery.setbacks()));
        CountDownLatch end = ends.computeIfAbsent(delivery.stream(), stream -> new CountDownLatch(1));
        boolean isOver = false;
        while (!isOver) {
            if (isStopping.getAsBoolean() && outages.isAway(delivery.stream())) {
                throw new StoppedException("Stopped with " + delivery + "; they are read again at the next start");
            }
            long left = until - System.nanoTime();
            isOver = end.await(Math.min(left, LOOK.toNanos()), TimeUnit.NANOSECONDS) || left <= 0;
        }
    }

    /** Ends the waits for a stream that are under way. */
    public void end(String stream) {
        CountDownLatch end = ends.remove(stream);
        if (end != null) {
            end.countDown();
        }
    }
}
