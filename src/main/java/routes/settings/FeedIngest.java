package routes.settings;

import java.util.Optional;

/**
 * What a feed takes by HTTP.
 *
 * @param name the feed
 * @param ingest the Kinesis data stream that takes its events; without it nobody can post events of the feed
 * @param ingestKey the field of an event whose value decides its shard; without it events are spread evenly
 * @param ingestSchema where a JSON Schema is that each event must satisfy, {@code classpath:…} or a path; any object will do
 *     without it
 */
public record FeedIngest(
        String name, Optional<String> ingest, Optional<String> ingestKey, Optional<String> ingestSchema) {
    /** Whether events of it may be posted. */
    public boolean isPosted() {
        return ingest.isPresent();
    }

    /** The Kinesis data stream; only asked of feeds that are posted. */
    public String stream() {
        return ingest.orElseThrow();
    }
}
