package routes.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * By how much a count has risen within a time that ends now. Keeps one value for each sixtieth of that time. Used by one
 * thread.
 */
final class Rise {
    private static final int PARTS = 60;

    private final Duration within;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private Instant first;

    Rise(Duration within) {
        this.within = within;
    }

    /**
     * Takes the count of now and answers with its rise.
     *
     * @param count what has been counted since the process started
     */
    double of(Instant now, double count) {
        first = first == null ? now : first;
        Sample last = samples.peekLast();
        if (last == null || !now.isBefore(last.at().plus(within.dividedBy(PARTS)))) {
            samples.addLast(new Sample(now, count));
        }
        // The oldest that is kept is the youngest that is old enough.
        while (samples.size() > 1 && !second().at().isAfter(now.minus(within))) {
            samples.removeFirst();
        }
        return count - samples.getFirst().count();
    }

    /** Whether it has been looked at for the whole time, so that a small rise means something. */
    boolean isWhole(Instant now) {
        return first != null && !now.isBefore(first.plus(within));
    }

    /** The rise where there is a count; empty where nobody counts. */
    OptionalDouble of(Instant now, OptionalDouble count) {
        return count.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(of(now, count.getAsDouble()));
    }

    private Sample second() {
        var all = samples.iterator();
        all.next();
        return all.next();
    }

    private record Sample(Instant at, double count) {}
}
