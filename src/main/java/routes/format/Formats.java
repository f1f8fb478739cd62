package routes.format;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import routes.delivery.Outgoing;
import routes.delivery.RecordBatch;
import routes.settings.FeedSettings;

/** The formats of all feeds. Thread-safe. */
public final class Formats {
    private final Map<String, FeedFormat> formats;

    /**
     * Makes the formats.
     *
     * @param host names this host in the metadata
     * @param camel whose data format for CSV is used
     * @throws routes.settings.SettingsException if options of a feed cannot be used together, naming one
     */
    public Formats(Collection<FeedSettings> feeds, String host, CamelContext camel) {
        JsonBuffers buffers = new JsonBuffers();
        this.formats = feeds.stream()
                .collect(Collectors.toUnmodifiableMap(
                        FeedSettings::name, feed -> FeedFormats.of(feed, host, camel, buffers)));
    }

    /**
     * Converts a batch as its feed asks for, bit by bit as the answer is read. The batch may be acknowledged once all of
     * the answer is durable, and if it is empty.
     *
     * @return batches of records to deliver, and entries that no record can hold, as they stand in the file; to be read by
     *     one thread at a time
     * @throws IllegalArgumentException if there is no such feed
     */
    public Iterator<Outgoing> convert(RecordBatch batch) {
        FeedFormat format = formats.get(batch.feed());
        if (format == null) {
            throw new IllegalArgumentException(
                    "Feed " + batch.feed() + " is not declared. Set feed." + batch.feed() + ".files and .stream.");
        }
        return format.convert(batch);
    }

    /** The counters of each feed. */
    public Map<String, FormatCounters> counters() {
        return formats.keySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), feed -> formats.get(feed).counters()));
    }
}
