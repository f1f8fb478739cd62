package routes.delivery;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * Begins with the system's time and goes on evenly, whatever is done to the system's clock: who waits for a time would
 * otherwise wait for hours after it was set back. Safe for any number of threads.
 */
public final class SteadyClock extends Clock {
    private final Instant start;
    private final LongSupplier nanos;
    private final long startNanos;

    /** Begins now. */
    public SteadyClock() {
        this(Clock.systemUTC().instant(), System::nanoTime);
    }

    /** For tests, which count nanoseconds themselves. */
    SteadyClock(Instant start, LongSupplier nanos) {
        this.start = start;
        this.nanos = nanos;
        this.startNanos = nanos.getAsLong();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos.getAsLong() - startNanos);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("A steady clock counts in UTC");
    }
}
