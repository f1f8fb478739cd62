package local.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import local.wire.Gate;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * An S3 server on a loopback port with one bucket, in memory or in a directory that survives a restart. Requests must be
 * signed with the key {@code local} and the secret {@code local}.
 *
 * <p>Kept as on S3: conditional puts, copies and deletes, also in bulk; ETags that are the MD5 of the content and stay
 * over copies; listings in the order of their keys; events of what was created. Lifecycle rules and versioning
 * are shown and not followed. Not offered: tags.
 *
 * <p>Keys it cannot hold, because each object is a file: an object {@code a} beside an object {@code a/b}, a part between
 * slashes that is {@code .}, {@code ..} or empty, and in a directory a last part of more than 218 bytes (a file name has
 * 255, of which a write in progress takes 37). They are answered with 500 or 403, or stored under the path a file system
 * makes of them.
 *
 * <p>Thread-safe.
 */
public final class LocalS3 implements AutoCloseable {

    /** Key and secret alike. */
    public static final String CREDENTIAL = "local";

    /** The region clients of the local stack name; the server accepts any. */
    public static final Region REGION = Region.US_EAST_1;

    private final S3Proxy server;
    private final BlobStore store;
    private final Gate gate;
    private final String bucket;
    private final S3Events events;
    private final BucketSettings settings;

    private LocalS3(BlobStore whole, String bucket, int port) throws IOException {
        this.bucket = bucket;
        events = new S3Events(bucket);
        store = new ToldObjects(whole, events);
        if (!store.containerExists(bucket)) {
            store.createContainer(bucket);
        }
        server = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:0"))
                // Recent SDKs send headers on multipart uploads that the server would refuse.
                .ignoreUnknownHeaders(true)
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, CREDENTIAL, CREDENTIAL)
                .build();
        start();
        settings = new BucketSettings(new ConditionalCopies(store::blobExists), events);
        gate = new Gate(URI.create("http://127.0.0.1:" + server.getPort()), port, settings);
    }

    /** A server whose objects are forgotten when it closes. */
    public static LocalS3 inMemory(String bucket) throws IOException {
        return new LocalS3(new WholeObjects(new TransientNio2BlobStore()), bucket, 0);
    }

    /**
     * A server that keeps its objects below a directory.
     *
     * @param directory created if it is missing; a server started on it later finds the objects again
     * @param port the loopback port to listen on, 0 for a free one
     * @throws IOException if the directory cannot be used, its file system keeps no extended attributes (they hold the
     *     ETags), or the port is taken
     */
    public static LocalS3 in(Path directory, String bucket, int port) throws IOException {
        Files.createDirectories(directory);
        Leftovers.sweep(directory);
        return new LocalS3(new WholeObjects(new FilesystemNio2BlobStore(directory.toString())), bucket, port);
    }

    /** Where clients connect. */
    public URI endpoint() {
        return gate.endpoint();
    }

    /** What every request passes: counts them and makes faults. */
    public Gate gate() {
        return gate;
    }

    /** What the bucket says of itself. */
    public BucketSettings settings() {
        return settings;
    }

    /** Tells a queue of new objects. */
    public S3Events events() {
        return events;
    }

    /** The bucket that exists from the start. */
    public String bucket() {
        return bucket;
    }

    /** A new client of this server; the caller closes it. */
    public S3Client client() {
        return clientBuilder().build();
    }

    /** A client of this server, to be configured further. */
    public S3ClientBuilder clientBuilder() {
        return clientBuilder(endpoint());
    }

    /** A client of a server that may be another process's, to be configured further. */
    public static S3ClientBuilder clientBuilder(URI endpoint) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(REGION)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(CREDENTIAL, CREDENTIAL)));
    }

    @Override
    public void close() throws IOException {
        gate.close();
        events.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("The S3 server did not stop", e);
        }
        store.close();
    }

    private void start() {
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("The S3 server did not start", e);
        }
    }
}
