package local.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;

/**
 * The operations of the service, from JSON to JSON, within its limits. Limits:
 * docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html.
 *
 * <p>Thread-safe.
 */
final class Operations {

    /** Records a call. */
    static final int MAX_BATCH_RECORDS = 500;

    /** Bytes of all records of a call, before base64. */
    static final int MAX_BATCH_BYTES = 4 * 1024 * 1024;

    /** Bytes of one record, before base64. */
    static final int MAX_RECORD_BYTES = 1_000 * 1024;

    private static final String ROLE = "arn:aws:iam::000000000000:role/local";

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, OpenStream> streams;
    private final Mishaps mishaps;
    private final LongAdder accepted = new LongAdder();

    Operations(Map<String, OpenStream> streams, Mishaps mishaps) {
        this.streams = streams;
        this.mishaps = mishaps;
    }

    /** A stream and what takes its records. */
    record OpenStream(DeliveryStream settings, RecordBuffer buffer) {}

    /** Either an answer or a refusal; the other is null. */
    record Result(ObjectNode answer, Refusal refusal) {
        static Result of(ObjectNode answer) {
            return new Result(answer, null);
        }

        static Result of(Refusal refusal) {
            return new Result(null, refusal);
        }
    }

    /** Records accepted since the start, those stored twice counted once. */
    long accepted() {
        return accepted.sum();
    }

    /** Does one operation; the records it accepts are stored when it returns. */
    Result call(String operation, byte[] body) throws IOException {
        JsonNode request;
        try {
            request = JSON.readTree(body);
        } catch (IOException e) {
            return Result.of(new Refusal(400, "SerializationException", "The body is not JSON."));
        }
        String name = request.path("DeliveryStreamName").asText();
        OpenStream stream = streams.get(name);
        switch (operation) {
            case "PutRecord", "PutRecordBatch", "DescribeDeliveryStream" -> {
                if (name.isEmpty()) {
                    return Result.of(Refusal.invalidArgument("DeliveryStreamName is missing."));
                }
                if (stream == null) {
                    return Result.of(Refusal.unknownStream(name));
                }
            }
            default -> {
                return Result.of(Refusal.unknownOperation(operation));
            }
        }
        boolean isPut = !operation.equals("DescribeDeliveryStream");
        if (isPut && stream.settings().source().isPresent()) {
            return Result.of(Refusal.readsFromStream());
        }
        return switch (operation) {
            case "PutRecord" -> putRecord(stream, request.path("Record"));
            case "PutRecordBatch" -> putRecordBatch(stream, request.path("Records"));
            default -> Result.of(describe(stream.settings()));
        };
    }

    private Result putRecord(OpenStream stream, JsonNode record) throws IOException {
        Result result = putRecordBatch(stream, JSON.createArrayNode().add(record));
        if (result.refusal() != null) {
            return result;
        }
        JsonNode response = result.answer().path("RequestResponses").path(0);
        if (response.has("ErrorCode")) {
            return Result.of(Refusal.unavailable(503));
        }
        return Result.of(JSON.createObjectNode()
                .put("RecordId", response.path("RecordId").asText())
                .put("Encrypted", false));
    }

    private Result putRecordBatch(OpenStream stream, JsonNode list) throws IOException {
        if (!list.isArray() || list.isEmpty() || list.size() > MAX_BATCH_RECORDS) {
            return Result.of(Refusal.invalidArgument("Records must be a list of 1 to " + MAX_BATCH_RECORDS + "."));
        }
        List<byte[]> records = new ArrayList<>(list.size());
        long bytes = 0;
        for (JsonNode record : list) {
            byte[] data = data(record);
            if (data == null) {
                return Result.of(Refusal.invalidArgument("Record " + records.size() + " must have Data of at most "
                        + MAX_RECORD_BYTES + " bytes in base64."));
            }
            bytes += data.length;
            records.add(data);
        }
        if (bytes > MAX_BATCH_BYTES) {
            return Result.of(Refusal.invalidArgument(
                    "The records have " + bytes + " bytes, more than " + MAX_BATCH_BYTES + "."));
        }
        return Result.of(store(stream, records));
    }

    private static byte[] data(JsonNode record) {
        try {
            byte[] data = record.path("Data").isTextual() ? record.path("Data").binaryValue() : null;
            return data == null || data.length > MAX_RECORD_BYTES ? null : data;
        } catch (IOException e) {
            return null;
        }
    }

    private ObjectNode store(OpenStream stream, List<byte[]> records) throws IOException {
        ObjectNode answer = JSON.createObjectNode().put("Encrypted", false);
        ArrayNode responses = answer.putArray("RequestResponses");
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        int refused = 0;
        for (byte[] record : records) {
            int copies = mishaps.copiesOfNextRecord();
            for (int i = 0; i < copies; i++) {
                stored.writeBytes(record);
            }
            if (copies == 0) {
                refused++;
                responses
                        .addObject()
                        .put("ErrorCode", "ServiceUnavailableException")
                        .put("ErrorMessage", "Service unavailable.");
            } else {
                responses.addObject().put("RecordId", UUID.randomUUID().toString());
            }
        }
        if (stored.size() > 0) {
            stream.buffer().add(stored.toByteArray());
        }
        accepted.add(records.size() - refused);
        return answer.put("FailedPutCount", refused);
    }

    private static ObjectNode describe(DeliveryStream stream) {
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode description = answer.putObject("DeliveryStreamDescription")
                .put("DeliveryStreamName", stream.name())
                .put("DeliveryStreamARN", "arn:aws:firehose:us-east-1:000000000000:deliverystream/" + stream.name())
                .put("DeliveryStreamStatus", "ACTIVE")
                .put("DeliveryStreamType", stream.source().isPresent() ? "KinesisStreamAsSource" : "DirectPut")
                .put("VersionId", "1")
                .put("HasMoreDestinations", false);
        stream.source().ifPresent(source -> description
                .putObject("Source")
                .putObject("KinesisStreamSourceDescription")
                .put("KinesisStreamARN", "arn:aws:kinesis:us-east-1:000000000000:stream/" + source)
                .put("RoleARN", ROLE));
        ObjectNode destination = description
                .putArray("Destinations")
                .addObject()
                .put("DestinationId", "destinationId-000000000001")
                .putObject("ExtendedS3DestinationDescription")
                .put("RoleARN", ROLE)
                .put("BucketARN", "arn:aws:s3:::" + stream.bucket())
                .put("Prefix", stream.prefix())
                .put("CompressionFormat", stream.gzip() ? "GZIP" : "UNCOMPRESSED");
        destination
                .putObject("BufferingHints")
                .put("IntervalInSeconds", stream.bufferAge().toSeconds())
                .put("SizeInMBs", Math.max(1, stream.bufferBytes() >> 20));
        destination.putObject("EncryptionConfiguration").put("NoEncryptionConfig", "NoEncryption");
        return answer;
    }
}
