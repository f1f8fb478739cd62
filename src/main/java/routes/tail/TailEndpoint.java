package routes.tail;

import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultEndpoint;

/**
 * {@code tail:feed?files=GLOB&checkpoint=DIRECTORY&…}: the files of one feed. The body of an exchange is a
 * {@link routes.delivery.RecordBatch}, or a {@link routes.delivery.OverlongLine}; its completion without an error
 * acknowledges it. For one route only.
 *
 * <p>The counters are in bytes, begin at zero with the process and can be read from any thread.
 */
@ManagedResource(description = "The files of a feed")
public final class TailEndpoint extends DefaultEndpoint {
    private final TailOptions options;
    private final TailCounters counters = new TailCounters();

    TailEndpoint(String uri, Component component, TailOptions options) {
        super(uri, component);
        this.options = options;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        TailConsumer consumer = new TailConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    /** Nothing can be written to files through this endpoint. */
    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("tail: only reads; it cannot be the target of a route");
    }

    TailOptions options() {
        return options;
    }

    TailCounters counters() {
        return counters;
    }

    /** Bytes taken from files. */
    @ManagedAttribute(description = "Bytes read")
    public long getBytesRead() {
        return counters.read.get();
    }

    /** Bytes whose records have been delivered. */
    @ManagedAttribute(description = "Bytes acknowledged")
    public long getBytesAcknowledged() {
        return counters.acknowledged.get();
    }

    /** Bytes of over-long lines that have been dead-lettered. */
    @ManagedAttribute(description = "Bytes dead-lettered")
    public long getBytesDeadLettered() {
        return counters.deadLettered.get();
    }

    /** Bytes of over-long lines whose file was truncated before they could be dead-lettered. */
    @ManagedAttribute(description = "Bytes lost by truncation")
    public long getBytesLost() {
        return counters.lost.get();
    }

    /** Bytes read that were not delivered before a stop of the route, and are read again at its next start. */
    @ManagedAttribute(description = "Bytes given back at a stop")
    public long getBytesGivenBack() {
        return counters.givenBack.get();
    }

    /** Bytes read and not yet settled. */
    @ManagedAttribute(description = "Bytes in flight")
    public long getBytesInFlight() {
        return counters.inFlight.get();
    }

    /** Read less acknowledged, dead-lettered, lost, given back and in flight: zero when nothing is moving. */
    @ManagedAttribute(description = "Bytes unaccounted for; zero when all is well")
    public long getBalance() {
        return counters.balance();
    }

    /** Bytes in the files that are not acknowledged, as of the last scan. */
    @ManagedAttribute(description = "Bytes behind")
    public long getBytesBehind() {
        return counters.backlog().bytes();
    }

    /** Bytes behind by path, as of the last scan; files that are not behind are left out. */
    @ManagedAttribute(description = "Bytes behind by file")
    public Map<String, Long> getBytesBehindByFile() {
        Map<String, Long> byFile = new TreeMap<>();
        counters.backlog().behind().forEach(file -> byFile.merge(file.path().toString(), file.bytes(), Long::sum));
        return byFile;
    }

    /** Open files, as of the last scan. */
    @ManagedAttribute(description = "Files watched")
    public int getFilesWatched() {
        return counters.backlog().files();
    }

    /** What is not acknowledged, as of the last scan. */
    public Backlog backlog() {
        return counters.backlog();
    }

    /** The files that cannot be read at present, by path. */
    public Map<String, Problem> problems() {
        return counters.problems.all();
    }

    /** How often a file was found truncated. */
    @ManagedAttribute(description = "Truncations seen")
    public long getTruncations() {
        return counters.truncations.get();
    }

    /** Bytes that were seen in files which were truncated before they could be read. They are lost. */
    @ManagedAttribute(description = "Bytes truncated before they were read")
    public long getBytesTruncatedUnread() {
        return counters.unread.get();
    }
}
