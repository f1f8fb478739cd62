package routes.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator that a delivery stream takes nothing, seldom: once it has lasted a little, then now and then, and when
 * it is over. An outage lasts from a call that brings nothing to the next one of the same stream that brings something.
 *
 * <p>Safe for any number of threads.
 */
public final class Outages {
    /** What is said of a stream that answers and takes no record. */
    static final String ALL_REFUSED = "every record is refused. " + FirehoseFailure.BUSY;

    /** A shorter outage is neither worth a line nor a reason to give up: single calls fail every day. */
    static final Duration UNTOLD = Duration.ofSeconds(2);

    /** Time between two lines about the same outage. */
    static final Duration REMINDER = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Outages.class);

    private final Clock clock;
    private final Map<String, Outage> streams = new ConcurrentHashMap<>();

    /** Takes the clock that tells how long an outage lasts. */
    public Outages(Clock clock) {
        this.clock = clock;
    }

    /**
     * An outage.
     *
     * @param since when the first call failed
     * @param calls how many calls have failed since
     * @param reason why the last one failed, and what to do, on one line
     * @param toldAt when it was logged last, or null
     */
    public record Outage(Instant since, long calls, String reason, Instant toldAt) {}

    /** The outage of a stream, if there is one now. */
    public Optional<Outage> of(String stream) {
        return Optional.ofNullable(streams.get(stream));
    }

    /** Whether a stream has taken nothing for so long that it is not chance. */
    boolean isAway(String stream) {
        return of(stream).filter(outage -> hasLasted(outage, clock.instant())).isPresent();
    }

    /** A call brought nothing. */
    void failed(String stream, String reason) {
        Instant now = clock.instant();
        streams.compute(stream, (name, outage) -> {
            Outage next = outage == null
                    ? new Outage(now, 1, reason, null)
                    : new Outage(outage.since(), outage.calls() + 1, reason, outage.toldAt());
            return isDue(next, now) ? tell(name, next, now) : next;
        });
    }

    /** A call brought something. */
    void ended(String stream) {
        // Nearly always there is none, and asking is cheaper than removing.
        Outage outage = streams.containsKey(stream) ? streams.remove(stream) : null;
        if (outage != null && outage.toldAt() != null) {
            LOG.info(
                    "Firehose takes records for stream {} again, after {} s and {} calls",
                    stream,
                    Duration.between(outage.since(), clock.instant()).toSeconds(),
                    outage.calls());
        }
    }

    private static boolean isDue(Outage outage, Instant now) {
        return outage.toldAt() == null
                ? hasLasted(outage, now)
                : !now.isBefore(outage.toldAt().plus(REMINDER));
    }

    private static boolean hasLasted(Outage outage, Instant now) {
        return !now.isBefore(outage.since().plus(UNTOLD));
    }

    private static Outage tell(String stream, Outage outage, Instant now) {
        LOG.warn(
                "Firehose has taken nothing for stream {} since {} ({} calls): {} Nothing is lost: tailing waits, and the"
                        + " calls are made again.",
                stream,
                outage.since().truncatedTo(ChronoUnit.SECONDS),
                outage.calls(),
                outage.reason());
        return new Outage(outage.since(), outage.calls(), outage.reason(), now);
    }
}
