package routes.tail;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far the files of a feed have been delivered, as stored. Immutable.
 *
 * @param version the format, {@link #VERSION}
 * @param feed the feed
 * @param sources one entry for each file
 */
record Checkpoint(
        @JsonProperty(required = true) int version,
        @JsonProperty(required = true) String feed,
        @JsonProperty(required = true) List<Entry> sources) {
    static final int VERSION = 2;

    /** How long the entry of a file that has gone is kept, in case the file comes back from where it went. */
    static final Duration KEEP_GONE = Duration.ofDays(7);

    Checkpoint {
        sources = List.copyOf(sources);
    }

    static Checkpoint of(String feed, List<Entry> sources) {
        return new Checkpoint(VERSION, feed, sources);
    }

    /**
     * One file.
     *
     * @param source its name, given once
     * @param file where it is stored
     * @param path where it was seen last
     * @param fingerprint how it begins
     * @param offset everything before it, in bytes, has been acknowledged
     * @param last the last bytes before the offset; null if they are not known
     * @param seenAtMillis when the file was last seen, in milliseconds since 1970 UTC
     */
    record Entry(
            @JsonProperty(required = true) SourceId source,
            @JsonProperty(required = true) FileIdentity file,
            @JsonProperty(required = true) String path,
            @JsonProperty(required = true) Fingerprint fingerprint,
            @JsonProperty(required = true) long offset,
            Fingerprint last,
            @JsonProperty(required = true) long seenAtMillis) {
        Entry {
            if (source == null || file == null || path == null || fingerprint == null || offset < 0) {
                throw new IllegalArgumentException(
                        "An entry needs source, file, path, fingerprint and an offset of 0" + " or more");
            }
        }

        /** Where it was seen last; empty if that is no path here: another locale may not know its characters. */
        Optional<Path> location() {
            try {
                return Optional.of(Path.of(path));
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        }

        /** The same source, in another file. */
        Entry movedTo(FileIdentity another, Path where) {
            return new Entry(source, another, where.toString(), fingerprint, offset, last, seenAtMillis);
        }

        /** The same, seen at another time. */
        Entry seenAt(Instant now) {
            return seenAtMillis == now.toEpochMilli()
                    ? this
                    : new Entry(source, file, path, fingerprint, offset, last, now.toEpochMilli());
        }
    }
}
