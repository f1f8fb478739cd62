package routes.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.Record;

/**
 * Has a Firehose client encode records while they are signed and sent. By itself the SDK writes a whole call into a buffer
 * that grows by doubling, which takes several times the memory of the records and most of the processor time.
 *
 * <p>The SDK marshals the call without its records, and they are put into its empty list. Signing, retrying and sending
 * stay the SDK's. Stateless, safe for any number of threads.
 */
public final class StreamedRecords implements ExecutionInterceptor {
    private static final ExecutionAttribute<List<Record>> RECORDS = new ExecutionAttribute<>("SnowlineRecords");
    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";
    /** The end of a call without records, before which they belong. */
    private static final byte[] TAIL = "]}".getBytes(StandardCharsets.US_ASCII);

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        if (context.request() instanceof PutRecordBatchRequest call
                && !call.records().isEmpty()) {
            attributes.putAttribute(RECORDS, call.records());
            return call.toBuilder().records(List.of()).build();
        }
        return context.request();
    }

    @Override
    public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        List<Record> records = attributes.getAttribute(RECORDS);
        if (records == null) {
            return context.httpRequest();
        }
        long length = RecordsBody.length(head(context), records, TAIL);
        return context.httpRequest().toBuilder()
                .putHeader("Content-Length", Long.toString(length))
                .build();
    }

    @Override
    public Optional<RequestBody> modifyHttpContent(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        List<Record> records = attributes.getAttribute(RECORDS);
        if (records == null) {
            return context.requestBody();
        }
        byte[] head = head(context);
        return Optional.of(RequestBody.fromContentProvider(
                () -> new RecordsBody(head, records, TAIL), RecordsBody.length(head, records, TAIL), CONTENT_TYPE));
    }

    private static byte[] head(Context.ModifyHttpRequest context) {
        byte[] call = content(context.requestBody().orElseThrow());
        byte[] end = "\"Records\":[]}".getBytes(StandardCharsets.US_ASCII);
        int from = call.length - end.length;
        if (from < 0 || !Arrays.equals(call, from, call.length, end, 0, end.length)) {
            throw new IllegalStateException(
                    "The SDK marshals a PutRecordBatch call without records in another form than"
                            + " with an empty list at its end; StreamedRecords does not fit its version");
        }
        return Arrays.copyOf(call, call.length - TAIL.length);
    }

    private static byte[] content(RequestBody body) {
        try (InputStream content = body.contentStreamProvider().newStream()) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
