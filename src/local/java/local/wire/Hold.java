package local.wire;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * A fault that stops requests, or their answers, until the test says how they go on.
 *
 * <p>Thread-safe. Requests that match after {@link #release} or {@link #drop} are not held.
 */
public final class Hold extends Fault {

    /** How a held request goes on. */
    enum Outcome {
        RELEASED,
        DROPPED
    }

    private Outcome outcome;
    private boolean held;

    Hold(Kind kind, Predicate<Request> when) {
        super(kind, when);
    }

    /**
     * Waits until a request is held: one that arrived, or, for an answer, one the server has finished.
     *
     * @throws IllegalStateException if none is held within that time
     */
    public synchronized void awaitHeld(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!held) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new IllegalStateException("No request was held within " + patience);
            }
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
    }

    /** Whether a request has been held. */
    public synchronized boolean isHeld() {
        return held;
    }

    /** Lets what is held go on as if nothing had happened. */
    public void release() {
        decide(Outcome.RELEASED);
    }

    /** Closes the connection of what is held: not forwarded if held before, its answer lost if held after. */
    public void drop() {
        decide(Outcome.DROPPED);
    }

    /** The same as {@link #release}. */
    @Override
    public synchronized void close() {
        release();
    }

    private synchronized void decide(Outcome decided) {
        super.close();
        if (outcome == null) {
            outcome = decided;
            notifyAll();
        }
    }

    synchronized Outcome hold() throws InterruptedException {
        held = true;
        notifyAll();
        while (outcome == null) {
            wait();
        }
        return outcome;
    }
}
