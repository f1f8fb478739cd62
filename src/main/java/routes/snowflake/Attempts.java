package routes.snowflake;

import java.util.Locale;
import java.util.random.RandomGenerator;

/** Names attempts to unload a batch, so that files of one that was cut off never mix with those of the next. */
public final class Attempts {
    private final RandomGenerator random;

    public Attempts(RandomGenerator random) {
        this.random = random;
    }

    /** Twelve random hex digits. */
    public String next() {
        return String.format(Locale.ROOT, "%012x", random.nextLong(1L << 48));
    }
}
