package routes.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import routes.batch.Zones;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Whether the role may do to objects what its stages do, and whether S3 keeps the conditions that exactly-once rests on: puts an
 * object below a prefix that no stage reads, uses it and removes it. In the other zones it asks for what cannot come about (an
 * object that is not there, a condition that cannot hold), which is denied before it is found impossible.
 */
final class BucketProbe implements Check {
    /** In dead-letter, where every role that uses the bucket may write. Nothing reads it or lists it. */
    static final String PREFIX = Zones.DEAD_LETTER + "doctor/";

    private static final String NAME = "S3 rights";
    /** No object has it: ETags are hexadecimal. */
    private static final String NO_ETAG = "\"none\"";

    private static final String CONTENT = "written by doctor, to be removed\n";
    private static final int PRECONDITION_FAILED = 412;
    private static final int NOT_FOUND = 404;

    private final Aws aws;
    private final String bucket;
    private final boolean isLoader;

    /** @param isLoader whether the role moves objects; an agent only writes and reads dead letters */
    BucketProbe(Aws aws, String bucket, boolean isLoader) {
        this.aws = aws;
        this.bucket = bucket;
        this.isLoader = isLoader;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> look() {
        try (S3Client s3 = aws.s3()) {
            Rights rights = new Rights(s3);
            // An agent may not be allowed to remove it, so it is always the same one.
            String key = PREFIX + (isLoader ? UUID.randomUUID() : "agent");
            try {
                rights.object(key);
                if (isLoader && rights.problems.isEmpty()) {
                    rights.copy(key, key + "-copy");
                    rights.zones();
                }
            } finally {
                rights.remove(key, key + "-copy");
            }
            return rights.findings();
        }
    }

    /** What one examination has found so far. */
    private final class Rights {
        private final S3Client s3;
        private final List<Finding> problems = new ArrayList<>();
        private boolean stays;

        Rights(S3Client s3) {
            this.s3 = s3;
        }

        List<Finding> findings() {
            if (!problems.isEmpty()) {
                return problems;
            }
            return List.of(Finding.ok(
                    NAME,
                    "s3://" + bucket + "/" + PREFIX + ": "
                            + (isLoader
                                    ? "list, read, put, copy and remove, and their conditions are kept"
                                    : "put and read, and If-None-Match is kept")
                            + (stays ? "; the probe object stays, which may not be removed by this role" : "")));
        }

        void object(String key) {
            boolean isPut = attempt("put", "s3:PutObject", key, () -> put(key), PRECONDITION_FAILED);
            if (isPut) {
                mustFail("a second put with If-None-Match: * was taken", key, () -> put(key));
                attempt(
                        "read",
                        "s3:GetObject",
                        key,
                        () -> s3.getObjectAsBytes(
                                request -> request.bucket(bucket).key(key)),
                        0);
            }
        }

        void copy(String key, String to) {
            String etag =
                    s3.headObject(request -> request.bucket(bucket).key(key)).eTag();
            mustFail(
                    "a copy of another content than asked for (x-amz-copy-source-if-match) was made",
                    to,
                    () -> copy(key, NO_ETAG, to));
            attempt("copy", "s3:PutObject, s3:GetObject", to, () -> copy(key, etag, to), 0);
            mustFail(
                    "an object was removed though it has another content than asked for (If-Match)",
                    key,
                    () -> delete(key, NO_ETAG));
            attempt("remove", "s3:DeleteObject", key, () -> delete(key, etag), 0);
        }

        void zones() {
            String none = "doctor/" + UUID.randomUUID();
            for (String zone : List.of(Zones.LANDING, Zones.PROCESSING, Zones.PROCESSED)) {
                attempt(
                        "list",
                        "s3:ListBucket",
                        zone,
                        () -> s3.listObjectsV2(
                                request -> request.bucket(bucket).prefix(zone).maxKeys(1)),
                        0);
                attempt(
                        "read",
                        "s3:GetObject",
                        zone,
                        () -> s3.getObjectAsBytes(
                                request -> request.bucket(bucket).key(zone + none)),
                        NOT_FOUND);
                if (!zone.equals(Zones.LANDING)) {
                    attempt(
                            "put",
                            "s3:PutObject",
                            zone,
                            () -> s3.putObject(
                                    request -> request.bucket(bucket)
                                            .key(zone + none)
                                            .ifMatch(NO_ETAG),
                                    RequestBody.fromString(CONTENT)),
                            NOT_FOUND,
                            PRECONDITION_FAILED);
                }
                if (!zone.equals(Zones.PROCESSED)) {
                    attempt(
                            "remove",
                            "s3:DeleteObject",
                            zone,
                            () -> delete(zone + none, NO_ETAG),
                            NOT_FOUND,
                            PRECONDITION_FAILED);
                }
            }
        }

        void remove(String... keys) {
            for (String key : keys) {
                try {
                    s3.deleteObject(request -> request.bucket(bucket).key(key));
                } catch (SdkException e) {
                    stays = true;
                }
            }
        }

        private void put(String key) {
            s3.putObject(
                    request -> request.bucket(bucket)
                            .key(key)
                            .contentType("text/plain")
                            .ifNoneMatch("*"),
                    RequestBody.fromString(CONTENT));
        }

        private void copy(String from, String etag, String to) {
            s3.copyObject(request -> request.sourceBucket(bucket)
                    .sourceKey(from)
                    .copySourceIfMatch(etag)
                    .destinationBucket(bucket)
                    .destinationKey(to));
        }

        private void delete(String key, String etag) {
            s3.deleteObject(request -> request.bucket(bucket).key(key).ifMatch(etag));
        }

        /** @param fine statuses that show that it is allowed, though it could not be done */
        private boolean attempt(String verb, String right, String where, Runnable call, int... fine) {
            try {
                call.run();
                return true;
            } catch (SdkException e) {
                for (int status : fine) {
                    if (AwsRefusal.status(e) == status) {
                        return true;
                    }
                }
                problems.add(AwsRefusal.isDenied(e) ? denied(verb, right, where, e) : other(verb, where, e));
                return false;
            }
        }

        private void mustFail(String complaint, String where, Runnable call) {
            try {
                call.run();
            } catch (SdkException e) {
                if (AwsRefusal.status(e) != PRECONDITION_FAILED) {
                    problems.add(
                            AwsRefusal.isDenied(e)
                                    ? denied("conditional write", "s3:PutObject, s3:DeleteObject", where, e)
                                    : other("conditional write", where, e));
                }
                return;
            }
            problems.add(Finding.failed(
                    NAME,
                    "s3://" + bucket + "/" + where + ": " + complaint,
                    "This store does not keep the conditions that loading once rests on: use S3 itself, or a store that"
                            + " keeps them."));
        }

        private Finding denied(String verb, String right, String where, SdkException e) {
            String zone = where.substring(0, where.indexOf('/') + 1);
            return Finding.failed(
                    NAME,
                    "s3://" + bucket + "/" + where + ": " + verb + " is denied: " + AwsRefusal.message(e),
                    right.equals("s3:ListBucket")
                            ? "Allow s3:ListBucket on arn:aws:s3:::" + bucket + " for the prefix " + zone + "."
                            : "Allow " + right + " on arn:aws:s3:::" + bucket + "/" + zone
                                    + "*, and the use of the key if the bucket is encrypted by KMS.");
        }

        private Finding other(String verb, String where, SdkException e) {
            String looked = "s3://" + bucket + "/" + where + ": " + verb;
            return AwsRefusal.ofCaller(NAME, looked, e)
                    .orElseGet(() -> Finding.failed(
                            NAME, looked + " failed: " + AwsRefusal.message(e), "Correct what the message names."));
        }
    }
}
