package routes.batch;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What a batch consists of, decided once: written to {@code processing/{BATCH_ID}/_manifest.json} before any object
 * moves, and never changed.
 *
 * @param version of this form, {@value #VERSION}
 * @param batchId the batch
 * @param pipeline whose batch it is
 * @param sqlVersion the digest of the SQL in force when it was formed
 * @param formedAt when it was formed
 * @param objects its objects, by feed and key
 */
public record Manifest(
        int version, BatchId batchId, String pipeline, String sqlVersion, Instant formedAt, List<Entry> objects) {
    public static final int VERSION = 1;

    public Manifest {
        if (version != VERSION) {
            throw new IllegalArgumentException("manifest version " + version + ": this release reads " + VERSION);
        }
        objects = List.copyOf(objects);
    }

    /**
     * One object of a batch.
     *
     * @param feed its feed
     * @param landingKey where it lay; hostile input
     * @param etag its content's tag, without quotes
     * @param size in bytes
     * @param name generated, {@code 000001.csv.gz}: its name in processing and in the archive
     */
    public record Entry(String feed, String landingKey, String etag, long size, String name) {
        /** What feeds are called and what {@link Former} generates: nothing else may reach a path. */
        private static final Pattern PATH = Pattern.compile("[a-z][a-z0-9_]{0,39}/[0-9]{6}\\.csv(\\.(gz|zst|bz2))?");

        public Entry {
            if (!PATH.matcher(feed + "/" + name).matches()) {
                throw new IllegalArgumentException("a feed or a name of an object that no loader has written");
            }
        }

        /** The same object with another size. */
        Entry sized(long bytes) {
            return new Entry(feed, landingKey, etag, bytes, name);
        }

        /** The path below the batch's folder. */
        @JsonIgnore
        public String path() {
            return feed + "/" + name;
        }
    }

    /** The same batch with each object changed. */
    Manifest with(UnaryOperator<Entry> change) {
        return new Manifest(
                version,
                batchId,
                pipeline,
                sqlVersion,
                formedAt,
                objects.stream().map(change).toList());
    }

    /** Whether it has objects of a feed. */
    public boolean holds(String feed) {
        return objects.stream().anyMatch(object -> object.feed().equals(feed));
    }

    /** The sum of the objects' sizes in bytes. */
    @JsonIgnore
    public long size() {
        return objects.stream().mapToLong(Entry::size).sum();
    }
}
