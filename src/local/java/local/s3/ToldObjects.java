package local.s3;

import java.io.InputStream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** A store that tells of every object created in it, once it is there. Thread-safe. */
final class ToldObjects extends ForwardingBlobStore {
    private final S3Events events;

    ToldObjects(BlobStore store, S3Events events) {
        super(store);
        this.events = events;
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
        PutObjectResponse answer = super.putBlob(request, content);
        tell("ObjectCreated:Put", request.bucket(), request.key());
        return answer;
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        CopyObjectResponse answer = super.copyBlob(request);
        tell("ObjectCreated:Copy", request.destinationBucket(), request.destinationKey());
        return answer;
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        CompleteMultipartUploadResponse answer = super.completeMultipartUpload(upload, request);
        tell("ObjectCreated:CompleteMultipartUpload", upload.containerName(), upload.blobName());
        return answer;
    }

    private void tell(String eventName, String bucket, String key) {
        if (!events.isAwaited(key)) {
            return;
        }
        HeadObjectResponse object = blobMetadataIfPresent(bucket, key);
        // Gone already, or another by now: S3 would still tell of this one.
        long bytes = object == null ? 0 : object.contentLength();
        String etag = object == null ? "" : object.eTag().replace("\"", "");
        events.created(new S3Events.Created(eventName, key, bytes, etag));
    }
}
