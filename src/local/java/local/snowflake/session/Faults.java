package local.snowflake.session;

import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import local.snowflake.dialect.SqlFailure;

/** Faults a test can switch on. Thread-safe. */
public final class Faults {

    private static final Duration LONG_QUERY = Duration.ofSeconds(40);

    private final AtomicInteger untilLost = new AtomicInteger();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Hold> holds = new ConcurrentLinkedQueue<>();
    private volatile Duration detachAfter = LONG_QUERY;

    private record Failure(String text, SqlFailure failure) {}

    /** A statement that is stopped before it runs. */
    public static final class Hold implements AutoCloseable {

        private final String text;
        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        private Hold(String text) {
            this.text = text;
        }

        /** Waits until a statement is held; false if none came in time. */
        public boolean awaitArrival(Duration timeout) throws InterruptedException {
            return arrived.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        }

        /** Lets the statement run. */
        public void release() {
            released.countDown();
        }

        @Override
        public void close() {
            release();
        }
    }

    /** Runs the n-th statement from now (1 is the next), then cuts the connection instead of answering. */
    public void loseAnswer(int nth) {
        untilLost.set(nth);
    }

    /** Answers so many requests with 503. */
    public void refuseRequests(int requests) {
        unavailable.set(requests);
    }

    /** Lets the next statement whose text contains this fail before it does anything; letter case does not matter. */
    public void failNext(String text, String code, String sqlState, String message) {
        failures.add(new Failure(text, new SqlFailure(code, sqlState, message)));
    }

    /** Stops the next statement whose text contains this, until the hold is closed. */
    public Hold hold(String text) {
        Hold hold = new Hold(text);
        holds.add(hold);
        return hold;
    }

    /** How long a statement may run before the driver is told to ask again for its result. */
    public void detachAfter(Duration time) {
        detachAfter = time;
    }

    /** The time after which a statement is answered with 333333. */
    public Duration detachAfter() {
        return detachAfter;
    }

    /** Whether the answer that is about to be sent must be lost. */
    public boolean isAnswerLost() {
        return untilLost.getAndUpdate(left -> Math.max(left - 1, 0)) == 1;
    }

    /** Whether the request that arrived must be refused. */
    public boolean isRefused() {
        return unavailable.getAndUpdate(left -> Math.max(left - 1, 0)) > 0;
    }

    /** Applies what concerns a statement that is about to run. */
    void before(String sql) throws SqlFailure {
        String text = sql.toLowerCase(Locale.ROOT);
        for (Iterator<Hold> each = holds.iterator(); each.hasNext(); ) {
            Hold hold = each.next();
            if (text.contains(hold.text.toLowerCase(Locale.ROOT))) {
                each.remove();
                hold.arrived.countDown();
                await(hold);
                break;
            }
        }
        for (Iterator<Failure> each = failures.iterator(); each.hasNext(); ) {
            Failure failure = each.next();
            if (text.contains(failure.text.toLowerCase(Locale.ROOT))) {
                each.remove();
                throw failure.failure;
            }
        }
    }

    private static void await(Hold hold) throws SqlFailure {
        try {
            hold.released.await();
        } catch (InterruptedException e) {
            throw new SqlFailure("000604", "57014", "SQL execution canceled");
        }
    }
}
