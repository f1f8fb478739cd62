package local.snowflake.storage;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import local.snowflake.dialect.SqlFailure;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The S3 that stages point to. Thread-safe. */
public final class Buckets implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final S3Client s3;

    /** Takes the client over and closes it. */
    public Buckets(S3Client s3) {
        this.s3 = s3;
    }

    /** The objects below a prefix whose whole key matches the pattern; null matches all. */
    public List<StagedFile> list(String bucket, String prefix, String pattern) throws SqlFailure {
        try {
            Pattern key = Pattern.compile(pattern == null ? ".*" : pattern, Pattern.DOTALL);
            List<StagedFile> files = new ArrayList<>();
            s3.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix)).contents().stream()
                    .filter(object -> key.matcher(object.key()).matches())
                    .forEach(object -> files.add(new StagedFile(
                            bucket, object.key(), unquote(object.eTag()), object.size(), object.lastModified())));
            return files;
        } catch (PatternSyntaxException e) {
            throw SqlFailure.invalid("PATTERN", pattern);
        } catch (SdkException e) {
            throw remote(bucket, prefix, e);
        }
    }

    /**
     * One object.
     *
     * @throws SqlFailure if it is not there
     */
    public StagedFile find(String bucket, String key) throws SqlFailure {
        try {
            HeadObjectResponse head =
                    s3.headObject(request -> request.bucket(bucket).key(key));
            return new StagedFile(bucket, key, unquote(head.eTag()), head.contentLength(), head.lastModified());
        } catch (SdkException e) {
            throw remote(bucket, key, e);
        }
    }

    /**
     * The content of an object, unpacked; to be closed by the caller.
     *
     * @param gzip null decides by the first two bytes
     */
    public InputStream open(StagedFile file, Boolean gzip) throws IOException, SqlFailure {
        try {
            InputStream raw =
                    s3.getObject(request -> request.bucket(file.bucket()).key(file.key()));
            PushbackInputStream in = new PushbackInputStream(new BufferedInputStream(raw, BUFFER_BYTES), 2);
            byte[] magic = in.readNBytes(2);
            in.unread(magic);
            boolean packed = magic.length == 2 && magic[0] == (byte) 0x1f && magic[1] == (byte) 0x8b;
            boolean unpack = gzip == null ? packed : gzip && magic.length > 0;
            return unpack ? new GZIPInputStream(in, BUFFER_BYTES) : in;
        } catch (SdkException e) {
            throw remote(file.bucket(), file.key(), e);
        }
    }

    /** Stores a local file. */
    public void put(String bucket, String key, Path file) throws SqlFailure {
        try {
            s3.putObject(request -> request.bucket(bucket).key(key), file);
        } catch (SdkException e) {
            throw remote(bucket, key, e);
        }
    }

    /** The failure that a broken content stands for; it names the object. */
    public static SqlFailure unreadable(StagedFile file, IOException error) {
        String reason = error instanceof EOFException || error instanceof ZipException
                ? "Invalid data encountered during decompression for file: '" + file.key() + "', compression type used:"
                        + " 'GZIP', cause: '" + error.getMessage() + "'"
                : "The file '" + file.key() + "' cannot be read: " + error.getMessage();
        return new SqlFailure("100200", "22000", reason);
    }

    private static SqlFailure remote(String bucket, String key, SdkException error) {
        String name = "s3://" + bucket + "/" + key;
        boolean missing = error instanceof S3Exception answer && answer.statusCode() == 404;
        return missing
                ? new SqlFailure(
                        "091016",
                        "22000",
                        "Remote file '" + name + "' was not found. Check that it exists and"
                                + " that the stage's URL is right.")
                : new SqlFailure(
                        "091003", "57014", "Failure using stage area at '" + name + "'. Cause: " + error.getMessage());
    }

    private static String unquote(String etag) {
        return etag == null ? "" : etag.replace("\"", "");
    }

    @Override
    public void close() {
        s3.close();
    }
}
