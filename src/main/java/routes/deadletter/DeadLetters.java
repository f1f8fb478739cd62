package routes.deadletter;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.batch.ObjectStore;
import routes.batch.StoredObject;
import routes.batch.StrayObject;
import routes.delivery.OverlongLine;
import routes.failure.UnreadableObject;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Sets things aside in {@code dead-letter/}. When a method returns, the thing and its sidecar are durable in S3; until
 * then it stays where it was. May be repeated: the same thing gets the same key. Thread-safe.
 */
public final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final JsonMapper JSON = JsonMapper.builder()
            .findAndAddModules()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private static final String SIDECAR = ".json";

    private final ObjectStore store;
    private final Clock clock;
    private final Map<Kind, LongAdder> kept = new EnumMap<>(Kind.class);

    /** What is set aside. */
    public enum Kind {
        /** An object below landing that no feed is declared for. */
        STRAY,
        /** An object that Snowflake cannot read. */
        UNREADABLE,
        /** A line that no record can hold. */
        LINE
    }

    public DeadLetters(ObjectStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        for (Kind kind : Kind.values()) {
            kept.put(kind, new LongAdder());
        }
    }

    /** How many this process has set aside; one that was there before, set aside once more, does not count again. */
    public long kept(Kind kind) {
        return kept.get(kind).sum();
    }

    /**
     * Takes an object that lies under no declared feed out of landing.
     *
     * @return null if it changed or went meanwhile
     */
    public KeptLetter keep(StrayObject stray) {
        StoredObject object = stray.object();
        String key = DeadLetterKey.ofObject(stray.folder(), object.key(), object.etag());
        Sidecar sidecar = new Sidecar(
                "no feed is declared for this object's folder below landing/",
                "declare the feed (feed.<name>.files, sql/load/copy_<name>.sql), restart the loader, then run:"
                        + " java -jar snowline.jar retry " + key,
                stray.folder(),
                object.key(),
                object.etag(),
                null,
                Retry.tries(object.key()),
                null,
                null,
                object.size(),
                clock.instant());
        return move(object.key(), object.etag(), key, sidecar) ? KeptLetter.stray(key, sidecar) : null;
    }

    /**
     * Keeps an object that Snowflake cannot read. It stays in its batch too until {@link #release}, so that a crash in
     * between leaves nothing unaccounted for.
     *
     * @throws IllegalStateException if it is in its batch no more and was not kept before
     */
    public KeptLetter keep(UnreadableObject unreadable) {
        String landingKey = unreadable.object().landingKey();
        String key = DeadLetterKey.ofObject(
                unreadable.object().feed(), landingKey, unreadable.object().etag());
        Sidecar sidecar = new Sidecar(
                "Snowflake cannot read this object: " + unreadable.reason(),
                "repair the object in place, keeping its key, then run: java -jar snowline.jar retry " + key,
                unreadable.object().feed(),
                landingKey,
                unreadable.object().etag(),
                unreadable.batch().value(),
                Retry.tries(landingKey),
                null,
                null,
                unreadable.object().size(),
                clock.instant());
        if (isCopied(unreadable.key(), key)) {
            write(Kind.UNREADABLE, key, sidecar);
        } else if (read(key).isEmpty()) {
            throw new IllegalStateException(unreadable.key() + " has gone, and no dead letter holds it.");
        }
        return KeptLetter.unreadable(key, sidecar);
    }

    /** Takes an object that is kept, and recorded as failed, out of its batch. */
    public void release(UnreadableObject unreadable) {
        store.delete(List.of(ObjectStore.named(unreadable.key())));
    }

    /** Stores a line that no record can hold; it is streamed from its file, whatever its length. */
    public KeptLetter keep(OverlongLine line) {
        String key = DeadLetterKey.ofLine(line.feed(), line.source().id(), line.from());
        long length = line.to() - line.from();
        store.put(
                key,
                RequestBody.fromContentProvider(() -> open(line), length, "application/octet-stream"),
                "application/octet-stream");
        Sidecar sidecar = new Sidecar(
                "the line is longer than a Firehose record may be, as it is or in the format of its feed",
                "split it or shorten it, and append the result to a file of the feed",
                line.feed(),
                line.source().path().toString(),
                null,
                null,
                1,
                line.from(),
                line.to(),
                length,
                clock.instant());
        write(Kind.LINE, key, sidecar);
        return KeptLetter.line(key, sidecar);
    }

    /** The key under which an object of a feed is kept, if it is. */
    public static String keyOf(String feed, String landingKey, String etag) {
        return DeadLetterKey.ofObject(feed, landingKey, etag);
    }

    /** Whether a dead letter is still there. */
    public boolean isKept(String key) {
        return store.find(key).isPresent();
    }

    /** The sidecar of a dead letter, if there is such a dead letter. */
    public Optional<Sidecar> read(String key) {
        return store.read(key + SIDECAR).map(content -> {
            try {
                return JSON.readValue(content, Sidecar.class);
            } catch (IOException e) {
                throw new IllegalArgumentException(key + SIDECAR + " is not the JSON of a sidecar.", e);
            }
        });
    }

    /** Removes a dead letter with its sidecar. */
    public void remove(String key) {
        store.delete(List.of(ObjectStore.named(key), ObjectStore.named(key + SIDECAR)));
    }

    /** By its tag of now: the copy of a multipart upload, or of an encrypted object, has another than its source had. */
    private boolean isCopied(String from, String key) {
        return store.find(from)
                .filter(object -> store.copy(from, object.etag(), key) == ObjectStore.Copied.COPIED)
                .isPresent();
    }

    private boolean move(String from, String etag, String key, Sidecar sidecar) {
        if (store.copy(from, etag, key) != ObjectStore.Copied.COPIED) {
            return false;
        }
        write(Kind.STRAY, key, sidecar);
        store.delete(List.of(ObjectStore.named(from, etag)));
        return true;
    }

    /** The first sidecar stands: it tells when the thing was first set aside. */
    private void write(Kind kind, String key, Sidecar sidecar) {
        try {
            if (store.putIfAbsent(key + SIDECAR, JSON.writeValueAsBytes(sidecar), "application/json")) {
                kept.get(kind).increment();
            }
        } catch (IOException e) {
            throw new IllegalStateException("a sidecar is always writable", e);
        }
        LOG.warn("Dead letter {}: {}", key, sidecar.reason());
    }

    private static InputStream open(OverlongLine line) {
        try {
            return line.content().open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
