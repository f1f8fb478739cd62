package routes.batch;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.utils.DateUtils;

/**
 * The bucket, in the few conditional operations that exactly-once needs. A condition that does not hold is an answer,
 * not an exception; whatever else goes wrong comes as the SDK's exception, after the SDK's own retries. Thread-safe.
 */
public final class ObjectStore {
    /** The most keys that ListObjectsV2 answers with and DeleteObjects takes, by the S3 API reference. */
    public static final int MAX_KEYS = 1_000;

    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT = 409;
    private static final int FORBIDDEN = 403;
    private static final int UNAVAILABLE = 503;
    /** How often a conditional write is tried while others are under way. */
    private static final int MAX_TRIES = 5;

    /** What DeleteObjects says of a key that has changed or gone. */
    private static final Set<String> LEFT_ALONE = Set.of("PreconditionFailed", "NoSuchKey");
    /** What it says of a key that may be removed later, by the S3 API's list of error codes. */
    private static final Set<String> PASSING =
            Set.of("InternalError", "SlowDown", "ServiceUnavailable", "RequestTimeout", "ConditionalRequestConflict");

    /** Characters that XML 1.0 knows no way to write. Keys may hold them, so listings come encoded for URLs. */
    private static final Pattern NOT_IN_XML =
            Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    private final S3Client s3;
    private final String bucket;
    private volatile Answered answered;

    public ObjectStore(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** What became of a conditional copy. */
    public enum Copied {
        COPIED,
        /** The source holds other content by now. */
        CHANGED,
        /** There is no source any more. */
        GONE
    }

    /** When S3 has answered, by its clock and in nanoseconds of ours. */
    private record Answered(Instant at, long nanos) {}

    /** The time by the clock of S3, by which objects are dated; empty before the first listing. */
    public Optional<Instant> time() {
        return Optional.ofNullable(answered).map(last -> last.at().plusNanos(System.nanoTime() - last.nanos()));
    }

    /** The first page of a prefix, in the order of keys: at most {@value #MAX_KEYS} objects. */
    public List<StoredObject> page(String prefix) {
        return objects(s3.listObjectsV2(
                request -> request.bucket(bucket).prefix(prefix).encodingType(EncodingType.URL)));
    }

    /**
     * A page of a prefix from behind a key on, in the order of keys: at most {@value #MAX_KEYS} objects.
     *
     * @param after a key, whether there is such an object or not; empty to begin at the beginning
     */
    public List<StoredObject> page(String prefix, String after) {
        return objects(s3.listObjectsV2(request -> request.bucket(bucket)
                .prefix(prefix)
                .startAfter(after.isEmpty() ? null : after)
                .encodingType(EncodingType.URL)));
    }

    /**
     * The first objects of a prefix that are wanted, in the order of keys: at most {@value #MAX_KEYS}, however many
     * others come before them.
     */
    public List<StoredObject> first(String prefix, Predicate<StoredObject> isWanted) {
        return listed(prefix).filter(isWanted).limit(MAX_KEYS).toList();
    }

    /** All objects of a prefix, in the order of keys. */
    public List<StoredObject> all(String prefix) {
        return listed(prefix).toList();
    }

    private Stream<StoredObject> listed(String prefix) {
        return s3
                .listObjectsV2Paginator(
                        request -> request.bucket(bucket).prefix(prefix).encodingType(EncodingType.URL))
                .stream()
                .flatMap(page -> objects(page).stream());
    }

    /** What lies directly below a prefix: the names of folders, and objects of no folder. */
    public Level level(String prefix) {
        List<String> folders = new ArrayList<>();
        List<StoredObject> objects = new ArrayList<>();
        s3.listObjectsV2Paginator(request ->
                        request.bucket(bucket).prefix(prefix).delimiter("/").encodingType(EncodingType.URL))
                .forEach(page -> {
                    objects.addAll(objects(page));
                    page.commonPrefixes().stream()
                            .map(folder -> folder.prefix()
                                    .substring(prefix.length(), folder.prefix().length() - 1))
                            .forEach(folders::add);
                });
        return new Level(folders, objects);
    }

    /**
     * One level of keys.
     *
     * @param folders names without slashes, in order; hostile input below landing
     * @param objects in the order of keys
     */
    public record Level(List<String> folders, List<StoredObject> objects) {}

    /** An object as it stands now, if there is one. */
    public Optional<StoredObject> find(String key) {
        try {
            HeadObjectResponse head =
                    s3.headObject(request -> request.bucket(bucket).key(key));
            return Optional.of(
                    new StoredObject(key, head.eTag().replace("\"", ""), head.contentLength(), head.lastModified()));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    /** An object's content, if there is one. */
    public Optional<byte[]> read(String key) {
        try {
            ResponseBytes<GetObjectResponse> content =
                    s3.getObjectAsBytes(request -> request.bucket(bucket).key(key));
            return Optional.of(content.asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    /**
     * Writes an object that must not be there yet ({@code If-None-Match: *}).
     *
     * @return false if another object stands under the key. An object with the same content is taken for our own whose
     *     answer was lost on the way.
     */
    public boolean putIfAbsent(String key, byte[] content, String contentType) {
        for (int tries = 1; ; tries++) {
            try {
                s3.putObject(
                        request -> request.bucket(bucket)
                                .key(key)
                                .contentType(contentType)
                                .ifNoneMatch("*"),
                        RequestBody.fromBytes(content));
                return true;
            } catch (S3Exception e) {
                if (e.statusCode() == PRECONDITION_FAILED) {
                    return read(key)
                            .filter(there -> Arrays.equals(there, content))
                            .isPresent();
                }
                // 409: another write of this key is under way, and may fail. S3 says to try again.
                if (e.statusCode() != CONFLICT || tries == MAX_TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Writes an object whatever stands there. */
    public void put(String key, RequestBody content, String contentType) {
        s3.putObject(request -> request.bucket(bucket).key(key).contentType(contentType), content);
    }

    /**
     * Copies an object if its content is still the one that was listed.
     *
     * @param etag without quotes
     */
    public Copied copy(String from, String etag, String to) {
        try {
            s3.copyObject(request -> request.sourceBucket(bucket)
                    .sourceKey(from)
                    .copySourceIfMatch(quoted(etag))
                    .destinationBucket(bucket)
                    .destinationKey(to));
            return Copied.COPIED;
        } catch (S3Exception e) {
            return switch (e.statusCode()) {
                case PRECONDITION_FAILED -> Copied.CHANGED;
                case NOT_FOUND -> Copied.GONE;
                default -> throw e;
            };
        }
    }

    /**
     * Removes objects, each only if its content is still the given one; one that has changed or gone is left alone.
     *
     * @throws S3Exception if S3 did not remove a key for another reason; its status tells an outage from a refusal
     */
    public void delete(List<ObjectIdentifier> objects) {
        Map<Boolean, List<ObjectIdentifier>> byForm = objects.stream()
                .collect(Collectors.partitioningBy(
                        object -> NOT_IN_XML.matcher(object.key()).find()));
        deleteInBulk(byForm.get(false));
        byForm.get(true).forEach(this::deleteAlone);
    }

    /** For a key that the XML of DeleteObjects cannot hold. */
    private void deleteAlone(ObjectIdentifier object) {
        try {
            s3.deleteObject(request -> request.bucket(bucket).key(object.key()).ifMatch(object.eTag()));
        } catch (S3Exception e) {
            if (e.statusCode() != PRECONDITION_FAILED && e.statusCode() != NOT_FOUND) {
                throw e;
            }
        }
    }

    private void deleteInBulk(List<ObjectIdentifier> objects) {
        List<S3Error> errors = new ArrayList<>();
        for (int from = 0; from < objects.size(); from += MAX_KEYS) {
            List<ObjectIdentifier> some = objects.subList(from, Math.min(from + MAX_KEYS, objects.size()));
            DeleteObjectsResponse response = s3.deleteObjects(request ->
                    request.bucket(bucket).delete(delete -> delete.objects(some).quiet(true)));
            response.errors().stream()
                    .filter(error -> !LEFT_ALONE.contains(error.code()))
                    .forEach(errors::add);
        }
        if (!errors.isEmpty()) {
            boolean isPassing = errors.stream().allMatch(error -> PASSING.contains(error.code()));
            S3Error first = errors.get(0);
            throw S3Exception.builder()
                    .statusCode(isPassing ? UNAVAILABLE : FORBIDDEN)
                    .message(errors.size() + " of " + objects.size() + " objects could not be removed: " + first.code()
                            + " " + first.message())
                    .build();
        }
    }

    /** Names an object for {@link #delete}, whatever its content. */
    public static ObjectIdentifier named(String key) {
        return ObjectIdentifier.builder().key(key).build();
    }

    /** Names an object for {@link #delete} as long as its content is the given one. */
    public static ObjectIdentifier named(String key, String etag) {
        return ObjectIdentifier.builder().key(key).eTag(quoted(etag)).build();
    }

    private static String quoted(String etag) {
        return '"' + etag + '"';
    }

    private List<StoredObject> objects(ListObjectsV2Response page) {
        page.sdkHttpResponse().firstMatchingHeader("Date").ifPresent(this::remember);
        return page.contents().stream().map(ObjectStore::object).toList();
    }

    private void remember(String date) {
        try {
            answered = new Answered(DateUtils.parseRfc1123Date(date), System.nanoTime());
        } catch (DateTimeException e) {
            // Not S3's own server, which writes dates by the rule. Our clock has to do.
        }
    }

    private static StoredObject object(S3Object object) {
        return new StoredObject(object.key(), object.eTag().replace("\"", ""), object.size(), object.lastModified());
    }
}
