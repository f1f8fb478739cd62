package routes.notify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import routes.batch.Zones;
import routes.notify.Notice.Kind;
import routes.text.Printable;

/**
 * Reads messages by which S3 tells of new objects: sent to SQS by S3 itself, by way of SNS, or by EventBridge, in the forms
 * of the S3 user guide. Whatever else a message holds is no error; it only says that there may be something to find.
 *
 * <p>Thread-safe.
 */
public final class Notices {
    /** The largest message that SQS takes, by its quotas. */
    static final int MAX_BYTES = 1 << 20;
    /** Deeper than any message of S3, which has 6 levels. */
    static final int MAX_NESTING = 20;

    private static final Notice NOTHING = new Notice(Kind.OTHER, "no record in it");
    private static final String CREATED = "ObjectCreated:";

    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .maxStringLength(MAX_BYTES)
                            .maxDocumentLength(MAX_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String bucket;
    private final Set<String> prefixes;

    /**
     * Creates it.
     *
     * @param bucket the bucket that is claimed from
     * @param feeds the declared feeds
     */
    public Notices(String bucket, Collection<String> feeds) {
        this.bucket = bucket;
        this.prefixes = feeds.stream().map(Zones::landing).collect(Collectors.toUnmodifiableSet());
    }

    /** What a message says; never fails, whatever it holds. */
    public Notice read(String message) {
        try {
            JsonNode root = json.readTree(message);
            // What SNS sends has the message as a text inside.
            JsonNode inner = root.path("Message");
            return judge(inner.isTextual() ? json.readTree(inner.textValue()) : root);
        } catch (JsonProcessingException e) {
            return malformed("not JSON: " + e.getOriginalMessage());
        }
    }

    private Notice judge(JsonNode message) {
        if (message.path("Records").isArray()) {
            return together(records(message.path("Records")));
        }
        if ("s3:TestEvent".equals(message.path("Event").textValue())) {
            return Notice.of(Kind.TEST);
        }
        if ("aws.s3".equals(message.path("source").textValue())) {
            return bridged(message);
        }
        return malformed("expected Records, as S3 sends them, and found "
                + (message.isObject() ? "an object without them" : message.getNodeType()));
    }

    private List<Notice> records(JsonNode records) {
        return StreamSupport.stream(records.spliterator(), false)
                .map(this::record)
                .toList();
    }

    private Notice record(JsonNode record) {
        String event = record.path("eventName").textValue();
        String key = record.path("s3").path("object").path("key").textValue();
        String source = record.path("s3").path("bucket").path("name").textValue();
        if (event == null || key == null || source == null) {
            return malformed("a record without eventName, bucket or key");
        }
        if (!event.startsWith(CREATED)) {
            return new Notice(Kind.OTHER, "event " + Printable.of(event));
        }
        try {
            // S3 writes keys as in the query of a URL: a space is a plus.
            return landed(source, URLDecoder.decode(key, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return malformed("a key that is not encoded as S3 does it: " + key);
        }
    }

    /** EventBridge has one object a message, and its key as it is. */
    private Notice bridged(JsonNode message) {
        JsonNode detail = message.path("detail");
        String key = detail.path("object").path("key").textValue();
        String source = detail.path("bucket").path("name").textValue();
        if (key == null || source == null) {
            return malformed("an event of EventBridge without bucket or key");
        }
        String event = message.path("detail-type").asText();
        return "Object Created".equals(event)
                ? landed(source, key)
                : new Notice(Kind.OTHER, "event " + Printable.of(event));
    }

    private Notice landed(String source, String key) {
        if (!source.equals(bucket)) {
            return new Notice(Kind.OTHER, "bucket " + Printable.of(source));
        }
        return prefixes.stream().anyMatch(key::startsWith)
                ? Notice.of(Kind.LANDED)
                : new Notice(Kind.OTHER, "key " + Printable.of(key));
    }

    /** One object of a declared feed is enough; else the first that is odd is told of. */
    private static Notice together(List<Notice> records) {
        return first(records, Kind.LANDED, first(records, Kind.MALFORMED, first(records, Kind.OTHER, NOTHING)));
    }

    private static Notice first(List<Notice> records, Kind kind, Notice otherwise) {
        return records.stream()
                .filter(record -> record.kind() == kind)
                .findFirst()
                .orElse(otherwise);
    }

    private static Notice malformed(String reason) {
        return new Notice(Kind.MALFORMED, Printable.of(reason));
    }
}
