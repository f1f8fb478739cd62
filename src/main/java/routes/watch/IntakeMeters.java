package routes.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.TimeUnit;
import routes.ingest.IntakeCounters;
import routes.ingest.KinesisIntake;

/** Shows what a gateway puts on Kinesis, for {@code /observe/metrics}. Thread-safe. */
public final class IntakeMeters {
    private static final String INGEST = "snowline.ingest.";

    private final FeedMeters meters;

    /** Takes where the meters go. */
    public IntakeMeters(MeterRegistry registry) {
        this.meters = new FeedMeters(registry);
    }

    /** Shows every feed that takes events. */
    public void intake(KinesisIntake intake) {
        meters.gauge(
                INGEST + "bytes.waiting",
                "Bytes of events taken and not yet decided, of all feeds",
                Tags.empty(),
                intake,
                KinesisIntake::waitingBytes);
        intake.feeds().forEach(feed -> feed(feed, intake));
    }

    private void feed(String feed, KinesisIntake intake) {
        Tags tags = Tags.of("feed", feed);
        IntakeCounters done = intake.counters(feed);
        meters.counter(INGEST + "events", "Events taken", tags, done, IntakeCounters::eventsTaken);
        meters.counter(INGEST + "events.stored", "Events in stored records", tags, done, IntakeCounters::eventsStored);
        meters.counter(
                INGEST + "events.given.up", "Events not stored in time", tags, done, IntakeCounters::eventsGivenUp);
        meters.counter(
                INGEST + "puts.refused",
                "Requests turned away by ingest.budget",
                tags,
                done,
                IntakeCounters::putsRefused);
        meters.counter(INGEST + "records", "Records stored", tags, done, IntakeCounters::records);
        meters.counter(INGEST + "records.refused", "Records refused", tags, done, IntakeCounters::recordsRefused);
        meters.counter(INGEST + "bytes.sent", "Bytes in the records stored", tags, done, IntakeCounters::bytes);
        meters.counter(INGEST + "calls", "Calls to Kinesis", tags, done, IntakeCounters::calls);
        meters.counter(INGEST + "calls.failed", "Calls without an answer", tags, done, IntakeCounters::callsFailed);
        meters.counter(INGEST + "call.seconds", "Seconds that calls took", tags, done, IntakeMeters::seconds);
        meters.gauge(
                INGEST + "away",
                "1 while the stream takes nothing",
                tags,
                intake,
                all -> all.outage(feed).isPresent() ? 1 : 0);
    }

    private static double seconds(IntakeCounters done) {
        return done.callNanos() / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
