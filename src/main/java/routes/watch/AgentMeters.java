package routes.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import routes.delivery.DeliveryCounters;
import routes.format.FormatCounters;
import routes.tail.TailEndpoint;

/**
 * Shows what an agent tails and delivers, for {@code /observe/metrics}. Nothing is counted twice: each meter reads a
 * counter that the line's own threads keep. Counters are there from the start, so that the first rise is seen as one.
 * Thread-safe.
 */
public final class AgentMeters {
    private static final String TAIL = "snowline.tail.";
    private static final String FORMAT = "snowline.format.";
    private static final String DELIVER = "snowline.deliver.";
    private static final int READINGS = 5;

    private final FeedMeters meters;
    private final Clock clock;

    /** Takes where the meters go, and the time by which files are late. */
    public AgentMeters(MeterRegistry registry, Clock clock) {
        this.meters = new FeedMeters(registry);
        this.clock = clock;
    }

    /** Shows the files of a feed. */
    public void tail(String feed, TailEndpoint files, Stalls stalls) {
        Tags tags = Tags.of("feed", feed);
        meters.gauge(
                TAIL + "bytes.behind",
                "Bytes in files that are not acknowledged",
                tags,
                files,
                TailEndpoint::getBytesBehind);
        meters.gauge(
                TAIL + "seconds.behind",
                "How long ago everything in the files then had left",
                tags,
                files,
                this::seconds);
        meters.gauge(
                TAIL + "bytes.in.flight",
                "Bytes read and not yet settled",
                tags,
                files,
                TailEndpoint::getBytesInFlight);
        meters.gauge(TAIL + "balance.bytes", "Bytes unaccounted for; 0 at rest", tags, files, TailEndpoint::getBalance);
        meters.gauge(TAIL + "files", "Files watched", tags, files, TailEndpoint::getFilesWatched);
        meters.gauge(TAIL + "files.unreadable", "Files that cannot be read", tags, files, tail -> tail.problems()
                .size());
        meters.gauge(
                TAIL + "stalled",
                "1 if lines wait and none leaves",
                tags,
                stalls,
                all -> all.of(feed).isPresent() ? 1 : 0);
        meters.counter(TAIL + "bytes.read", "Bytes taken from files", tags, files, TailEndpoint::getBytesRead);
        meters.counter(
                TAIL + "bytes.acknowledged",
                "Bytes whose records have been delivered",
                tags,
                files,
                TailEndpoint::getBytesAcknowledged);
        meters.counter(
                TAIL + "bytes.dead.lettered",
                "Bytes of over-long lines in dead-letter/",
                tags,
                files,
                TailEndpoint::getBytesDeadLettered);
        meters.counter(TAIL + "bytes.lost", "Bytes lost by truncation", tags, files, TailEndpoint::getBytesLost);
        meters.counter(
                TAIL + "bytes.unread",
                "Bytes seen that were gone by a truncation before they were read",
                tags,
                files,
                TailEndpoint::getBytesTruncatedUnread);
        meters.counter(TAIL + "truncations", "Files found truncated", tags, files, TailEndpoint::getTruncations);
    }

    /** Shows what the format of a feed does. */
    public void format(String feed, FormatCounters done) {
        Tags tags = Tags.of("feed", feed);
        meters.counter(FORMAT + "entries", "Entries met by the format", tags, done, FormatCounters::entries);
        meters.counter(
                FORMAT + "entries.unparsed", "Entries that left as their text", tags, done, FormatCounters::unparsed);
        meters.counter(FORMAT + "entries.blank", "Entries that hold nothing", tags, done, FormatCounters::blank);
        meters.counter(FORMAT + "entries.overlong", "Entries no record holds", tags, done, FormatCounters::overlong);
    }

    /** Shows what is sent to the stream of a feed. Feeds of one stream show the same. */
    public void deliver(String feed, DeliveryCounters sent) {
        Tags tags = Tags.of("feed", feed);
        meters.counter(DELIVER + "calls", "Calls to Firehose", tags, sent, DeliveryCounters::calls);
        meters.counter(DELIVER + "calls.failed", "Calls without an answer", tags, sent, DeliveryCounters::callsFailed);
        meters.counter(DELIVER + "retries", "Calls made again", tags, sent, DeliveryCounters::retries);
        meters.counter(DELIVER + "records", "Records taken", tags, sent, DeliveryCounters::records);
        meters.counter(DELIVER + "records.refused", "Records refused", tags, sent, DeliveryCounters::recordsRefused);
        meters.counter(DELIVER + "lines", "Lines in the records taken", tags, sent, DeliveryCounters::lines);
        meters.counter(DELIVER + "bytes.sent", "Bytes in the records taken", tags, sent, DeliveryCounters::bytesSent);
        meters.counter(DELIVER + "bytes.billed", "What they are billed as", tags, sent, DeliveryCounters::bytesBilled);
    }

    /**
     * Bytes of all feeds that are unaccounted for. While bytes move, two counters of one feed can differ for a moment, so of
     * a few readings the least counts: what is missing is missing in all of them.
     */
    public static double unaccounted(Collection<TailEndpoint> feeds) {
        return feeds.stream()
                .mapToLong(files -> LongStream.generate(() -> Math.abs(files.getBalance()))
                        .limit(READINGS)
                        .min()
                        .orElseThrow())
                .sum();
    }

    private double seconds(TailEndpoint files) {
        return files.backlog().millisBehind(clock.instant()) / (double) TimeUnit.SECONDS.toMillis(1);
    }
}
