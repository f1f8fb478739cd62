package routes.batch;

import java.time.Duration;
import java.util.Optional;

/**
 * How long the events of a batch were on their way, from being received by HTTP to being loaded.
 *
 * @param longest of the event that was received first; empty if no event says when it was received
 */
public record EventDelay(Optional<Duration> longest) {
    /** A quarter of the 24 hours for which Firehose goes on trying to deliver, by its developer guide. */
    static final Duration LATE_FOR_FIREHOSE = Duration.ofHours(6);
    /** A quarter of the 7 days for which a Kinesis stream keeps records if its retention is set so; 24 hours is the least. */
    static final Duration LATE_FOR_KINESIS = Duration.ofHours(42);

    /** Whether Firehose may be failing to deliver, and have little time left. */
    public boolean isLateForFirehose() {
        return isLongerThan(LATE_FOR_FIREHOSE);
    }

    /** Whether the stream itself may be about to drop what nobody has read. */
    public boolean isLateForKinesis() {
        return isLongerThan(LATE_FOR_KINESIS);
    }

    private boolean isLongerThan(Duration limit) {
        return longest.filter(delay -> delay.compareTo(limit) > 0).isPresent();
    }
}
