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
    public static final String ALL_REFUSED = "every record is refused. " + CallFailure.BUSY;

    /** A shorter outage is neither worth a line nor a reason to give up: single calls fail every day. */
    public static final Duration UNTOLD = Duration.ofSeconds(2);

    /** Time between two lines about the same outage. */
    static final Duration REMINDER = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Outages.class);

    private final Service service;
    private final Clock clock;
    private final Map<String, Outage> streams = new ConcurrentHashMap<>();

    /** Takes whose streams they are, and the clock that tells how long an outage lasts. */
    public Outages(Service service, Clock clock) {
        this.service = service;
        this.clock = clock;
    }

    /**
     * An outage.
     *
     * @param since when the first call failed
     * @param lastAt when the last one did
     * @param calls how many calls have failed since
     * @param reason why the last one failed, and what to do, on one line
     * @param toldAt when it was logged last, or null
     */
    public record Outage(Instant since, Instant lastAt, long calls, String reason, Instant toldAt) {}

    /** The outage of a stream, if there is one now. */
    public Optional<Outage> of(String stream) {
        return Optional.ofNullable(streams.get(stream));
    }

    /** Whether a stream has taken nothing for so long that it is not chance. */
    public boolean isAway(String stream) {
        return of(stream).filter(outage -> hasLasted(outage, clock.instant())).isPresent();
    }

    /** A call brought nothing. */
    public void failed(String stream, String reason) {
        Instant now = clock.instant();
        streams.compute(stream, (name, outage) -> {
            Outage next = outage == null
                    ? new Outage(now, now, 1, reason, null)
                    : new Outage(outage.since(), now, outage.calls() + 1, reason, outage.toldAt());
            return isDue(next, now) ? tell(name, next, now) : next;
        });
    }

    /** A call brought something. */
    public void ended(String stream) {
        // Nearly always there is none, and asking is cheaper than removing.
        Outage outage = streams.containsKey(stream) ? streams.remove(stream) : null;
        if (outage != null && outage.toldAt() != null) {
            LOG.info(
                    "{} takes records for stream {} again, after {} s and {} calls",
                    service.title(),
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

    private Outage tell(String stream, Outage outage, Instant now) {
        LOG.warn(
                "{} has taken nothing for stream {} since {} ({} calls): {} {}",
                service.title(),
                stream,
                outage.since().truncatedTo(ChronoUnit.SECONDS),
                outage.calls(),
                outage.reason(),
                service.meanwhile());
        return new Outage(outage.since(), outage.lastAt(), outage.calls(), outage.reason(), now);
    }
}
