package routes.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: doubled each time up to a limit, of which a random half to whole is taken so
 * that many senders do not come back at the same moment. Safe for any number of threads if the generator is.
 */
public final class Backoff {
    /** Beyond this many doublings every limit in use has been reached; more would overflow. */
    private static final int MAX_DOUBLINGS = 30;

    private final long firstMillis;
    private final long limitMillis;
    private final RandomGenerator random;

    /**
     * Sets the bounds.
     *
     * @throws IllegalArgumentException if the first is not positive or the limit is smaller than the first
     */
    public Backoff(Duration first, Duration limit, RandomGenerator random) {
        if (first.toMillis() < 1 || limit.compareTo(first) < 0) {
            throw new IllegalArgumentException("Back-off must begin with 1 ms or more and not exceed its limit, not "
                    + first.toMillis() + " ms up to " + limit.toMillis() + " ms");
        }
        this.firstMillis = first.toMillis();
        this.limitMillis = limit.toMillis();
        this.random = random;
    }

    /** Milliseconds to wait after so many failures in a row; zero after none. */
    public long millis(int failures) {
        if (failures <= 0) {
            return 0;
        }
        long doubled = firstMillis << Math.min(failures - 1, MAX_DOUBLINGS);
        long whole = doubled <= 0 ? limitMillis : Math.min(doubled, limitMillis);
        return whole - random.nextLong(whole / 2 + 1);
    }
}
