package routes.watch;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The last answer to a dear question: the statistics of all routes, for which Camel asks every processor once for each route. An
 * open console asks for them every two seconds. An answer is given again for ten times as long as it took to make, and while
 * the next is being made, so that consoles take a tenth of a core, however many are open; but not once somebody has steered a
 * route, whose state is in it. Thread-safe.
 */
final class RouteStatistics {
    private static final long TIMES = 10;

    private final LongSupplier nanos;
    private final ReentrantLock making = new ReentrantLock();
    private final AtomicInteger changes = new AtomicInteger();
    private volatile Answer last;

    /**
     * Creates it without an answer.
     *
     * @param nanos a clock of nanoseconds that only runs forward, such as {@link System#nanoTime}
     */
    RouteStatistics(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Answers a question, with the last answer if it was to the same and is good yet. */
    String answer(Object question, Maker maker) throws IOException {
        Answer known = last;
        if (known != null && known.isTo(question) && (isGood(known) || making.isLocked())) {
            return known.text;
        }
        making.lock();
        try {
            Answer meanwhile = last;
            if (meanwhile != null && meanwhile.isTo(question) && isGood(meanwhile)) {
                return meanwhile.text;
            }
            int changesBefore = changes.get();
            long begun = nanos.getAsLong();
            String text = maker.make();
            long ended = nanos.getAsLong();
            last = new Answer(question, text, ended + TIMES * (ended - begun));
            if (changes.get() != changesBefore) {
                last = null;
            }
            return text;
        } finally {
            making.unlock();
        }
    }

    private boolean isGood(Answer answer) {
        return nanos.getAsLong() - answer.until < 0;
    }

    /** Has the next answer made anew, since somebody has changed what it tells. */
    void forget() {
        changes.incrementAndGet();
        last = null;
    }

    /** Makes an answer. */
    interface Maker {
        String make() throws IOException;
    }

    private record Answer(Object question, String text, long until) {
        boolean isTo(Object other) {
            return question.equals(other);
        }
    }
}
