package local.s3;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A store whose listings show whole objects only. The store it wraps writes an object first as {@code <key>-<uuid>},
 * beside the key, and would list that too.
 *
 * <p>A listing leaves out what looks like such a file of a key that was being written at any time during the listing.
 *
 * <p>Thread-safe; nobody waits for a listing or a write but the caller.
 */
final class WholeObjects extends ForwardingBlobStore {

    /** The name the wrapped store writes to before an object is whole. */
    static final Pattern UNFINISHED = Pattern.compile("(?s)(?<key>.*)-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    // Guards both lists and the sets in the second.
    private final Object lock = new Object();
    private final List<String> beingWritten = new ArrayList<>();
    private final List<Set<String>> listings = new ArrayList<>();

    WholeObjects(BlobStore store) {
        super(store);
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
        return writing(request.bucket(), request.key(), () -> super.putBlob(request, content));
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        return writing(request.destinationBucket(), request.destinationKey(), () -> super.copyBlob(request));
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        return writing(upload.containerName(), upload.blobName(), () -> super.completeMultipartUpload(upload, request));
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        Set<String> written = startListing();
        try {
            ListObjectsV2Response all = super.list(request);
            return all.toBuilder()
                    .contents(whole(request.bucket(), all.contents(), written))
                    .build();
        } finally {
            endListing(written);
        }
    }

    private <T> T writing(String bucket, String key, Supplier<T> write) {
        String name = bucket + "/" + key;
        synchronized (lock) {
            beingWritten.add(name);
            listings.forEach(written -> written.add(name));
        }
        try {
            return write.get();
        } finally {
            synchronized (lock) {
                beingWritten.remove(name);
            }
        }
    }

    private Set<String> startListing() {
        synchronized (lock) {
            Set<String> written = new HashSet<>(beingWritten);
            listings.add(written);
            return written;
        }
    }

    private void endListing(Set<String> written) {
        synchronized (lock) {
            listings.removeIf(listing -> listing == written);
        }
    }

    private List<S3Object> whole(String bucket, List<S3Object> objects, Set<String> written) {
        synchronized (lock) {
            return objects.stream()
                    .filter(object -> {
                        Matcher matcher = UNFINISHED.matcher(object.key());
                        return !matcher.matches() || !written.contains(bucket + "/" + matcher.group("key"));
                    })
                    .toList();
        }
    }
}
