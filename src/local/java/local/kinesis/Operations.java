package local.kinesis;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import local.kinesis.KinesisStream.Page;
import local.kinesis.KinesisStream.Placement;
import local.kinesis.KinesisStream.ShardView;

/**
 * The operations of the service. Limits: docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html, for streams
 * whose records have at most 1 MiB.
 *
 * <p>Thread-safe.
 */
final class Operations {
    /** Records a call. */
    static final int MAX_RECORDS = 500;

    /** Bytes of all records and partition keys of a call. */
    static final int MAX_CALL_BYTES = 5 * 1024 * 1024;

    /** Bytes of one record and its partition key. */
    static final int MAX_RECORD_BYTES = 1024 * 1024;

    /** Characters of a partition key. */
    static final int MAX_KEY_LENGTH = 256;

    /** Records a page, also where the request does not say. */
    private static final int MAX_PAGE_RECORDS = 10_000;

    private static final int MAX_SHARDS_PAGE = 10_000;
    private static final int DEFAULT_SHARDS_PAGE = 1_000;
    /** What a stream on demand begins with. */
    private static final int ON_DEMAND_SHARDS = 4;

    private static final int MAX_SHARDS = 1_000;

    private final Streams streams;
    private final Mishaps mishaps;
    private final Clock clock;

    Operations(Streams streams, Mishaps mishaps, Clock clock) {
        this.streams = streams;
        this.mishaps = mishaps;
        this.clock = clock;
    }

    /** A call and the form of its answer. */
    record Dialogue(Call call, Encoding encoding, JsonGenerator out) {}

    /**
     * Does one operation and writes the fields of its answer.
     *
     * @throws Refusal if the answer is an error
     */
    void call(String operation, Dialogue dialogue) throws IOException {
        Call call = dialogue.call();
        switch (operation) {
            case "PutRecords" -> putRecords(dialogue);
            case "PutRecord" -> putRecord(dialogue);
            case "GetRecords" -> getRecords(dialogue);
            case "GetShardIterator" -> getShardIterator(dialogue);
            case "ListShards" -> listShards(dialogue);
            case "ListStreams" -> listStreams(dialogue);
            case "DescribeStream" -> describeStream(dialogue);
            case "DescribeStreamSummary" -> describeStreamSummary(dialogue);
            case "CreateStream" ->
                streams.create(
                        call.required("StreamName"),
                        between(
                                1,
                                call.number("ShardCount").orElse((long) ON_DEMAND_SHARDS),
                                MAX_SHARDS,
                                "ShardCount"));
            case "DeleteStream" -> streams.delete(stream(call).name());
            case "SplitShard" ->
                stream(call)
                        .split(
                                Shard.number(call.required("ShardToSplit")),
                                hashKey(call.required("NewStartingHashKey"), "NewStartingHashKey"));
            case "MergeShards" ->
                stream(call)
                        .merge(
                                Shard.number(call.required("ShardToMerge")),
                                Shard.number(call.required("AdjacentShardToMerge")));
            default ->
                throw new Refusal(400, "UnknownOperationException", "The local Kinesis does not know this operation.");
        }
    }

    private KinesisStream stream(Call call) {
        return streams.get(call.stream().orElseThrow(() -> Refusal.invalidValue("'streamName' is missing.")));
    }

    private void putRecords(Dialogue dialogue) throws IOException {
        KinesisStream stream = stream(dialogue.call());
        List<Call.Entry> records = dialogue.call().records();
        if (records.isEmpty() || records.size() > MAX_RECORDS) {
            throw Refusal.invalidValue(
                    "'records' has " + records.size() + " members, expected 1 to " + MAX_RECORDS + ".");
        }
        long bytes = 0;
        for (Call.Entry record : records) {
            bytes += checkedBytes(record);
        }
        if (bytes > MAX_CALL_BYTES) {
            throw Refusal.invalidArgument("Records size exceeds 5 MB limit: " + bytes + " bytes.");
        }
        List<Placement> placements = stream.put(records, mishaps);
        JsonGenerator out = dialogue.out();
        out.writeNumberField(
                "FailedRecordCount",
                placements.stream()
                        .filter(placement -> placement.error() != null)
                        .count());
        out.writeArrayFieldStart("Records");
        for (Placement placement : placements) {
            out.writeStartObject();
            if (placement.error() == null) {
                out.writeStringField("SequenceNumber", placement.sequence());
                out.writeStringField("ShardId", placement.shard());
            } else {
                out.writeStringField("ErrorCode", placement.error());
                out.writeStringField("ErrorMessage", rateExceeded(stream, placement));
            }
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeStringField("EncryptionType", "NONE");
    }

    private void putRecord(Dialogue dialogue) throws IOException {
        KinesisStream stream = stream(dialogue.call());
        List<Call.Entry> record = dialogue.call().records();
        if (record.isEmpty()) {
            throw Refusal.invalidValue("'data' is missing.");
        }
        checkedBytes(record.get(0));
        Placement placement = stream.put(record, mishaps).get(0);
        if (placement.error() != null) {
            throw new Refusal(400, placement.error(), rateExceeded(stream, placement));
        }
        dialogue.out().writeStringField("SequenceNumber", placement.sequence());
        dialogue.out().writeStringField("ShardId", placement.shard());
        dialogue.out().writeStringField("EncryptionType", "NONE");
    }

    private static String rateExceeded(KinesisStream stream, Placement placement) {
        return "Rate exceeded for shard " + placement.shard() + " in stream " + stream.name()
                + " under account 000000000000.";
    }

    private static int checkedBytes(Call.Entry record) {
        if (record.data() == null) {
            throw Refusal.invalidValue("'data' is missing.");
        }
        String key = record.partitionKey();
        if (key == null || key.isEmpty() || key.codePointCount(0, key.length()) > MAX_KEY_LENGTH) {
            throw Refusal.invalidValue("'partitionKey' must have 1 to " + MAX_KEY_LENGTH + " characters.");
        }
        if (record.explicitHashKey() != null) {
            hashKey(record.explicitHashKey(), "explicitHashKey");
        }
        int bytes = record.data().length + key.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_RECORD_BYTES) {
            throw Refusal.invalidValue(
                    "A record and its key have " + bytes + " bytes, expected at most " + MAX_RECORD_BYTES + ".");
        }
        return bytes;
    }

    private void getShardIterator(Dialogue dialogue) throws IOException {
        Call call = dialogue.call();
        KinesisStream stream = stream(call);
        int shard = Shard.number(call.required("ShardId"));
        long latest = stream.latest(shard);
        String type = call.required("ShardIteratorType");
        long from =
                switch (type) {
                    case "TRIM_HORIZON" -> 0;
                    case "LATEST" -> latest;
                    case "AT_SEQUENCE_NUMBER" -> SequenceNumber.parse(call.required("StartingSequenceNumber"));
                    case "AFTER_SEQUENCE_NUMBER" -> SequenceNumber.parse(call.required("StartingSequenceNumber")) + 1;
                    case "AT_TIMESTAMP" ->
                        stream.since(
                                shard,
                                call.number("Timestamp")
                                        .orElseThrow(() -> Refusal.invalidArgument("'Timestamp' is missing.")));
                    default -> throw Refusal.invalidValue("'shardIteratorType' is none of the service's.");
                };
        dialogue.out()
                .writeStringField(
                        "ShardIterator", new ShardIterator(stream.name(), shard, from, clock.millis()).text());
    }

    private void getRecords(Dialogue dialogue) throws IOException {
        ShardIterator iterator = ShardIterator.parse(dialogue.call().required("ShardIterator"));
        iterator.requireFresh(clock.millis());
        int limit =
                between(1, dialogue.call().number("Limit").orElse((long) MAX_PAGE_RECORDS), MAX_PAGE_RECORDS, "limit");
        Page page = streams.get(iterator.stream()).read(iterator.shard(), iterator.from(), limit);
        JsonGenerator out = dialogue.out();
        out.writeArrayFieldStart("Records");
        for (StoredRecord record : page.records()) {
            out.writeStartObject();
            out.writeStringField("SequenceNumber", SequenceNumber.text(record.sequence()));
            dialogue.encoding().writeTime(out, "ApproximateArrivalTimestamp", record.arrivalMillis());
            out.writeFieldName("Data");
            out.writeBinary(record.data());
            out.writeStringField("PartitionKey", record.partitionKey());
            out.writeEndObject();
        }
        out.writeEndArray();
        if (page.next() != Shard.NONE) {
            out.writeStringField(
                    "NextShardIterator",
                    new ShardIterator(iterator.stream(), iterator.shard(), page.next(), clock.millis()).text());
        }
        out.writeNumberField("MillisBehindLatest", page.millisBehind());
        if (!page.children().isEmpty()) {
            out.writeArrayFieldStart("ChildShards");
            for (ShardView child : page.children()) {
                out.writeStartObject();
                out.writeStringField("ShardId", child.id());
                out.writeArrayFieldStart("ParentShards");
                for (int parent : child.parents()) {
                    out.writeString(Shard.id(parent));
                }
                out.writeEndArray();
                writeRange(out, child);
                out.writeEndObject();
            }
            out.writeEndArray();
        }
    }

    private void listStreams(Dialogue dialogue) throws IOException {
        JsonGenerator out = dialogue.out();
        out.writeArrayFieldStart("StreamNames");
        for (String name : streams.names()) {
            out.writeString(name);
        }
        out.writeEndArray();
        out.writeBooleanField("HasMoreStreams", false);
    }

    private void listShards(Dialogue dialogue) throws IOException {
        Call call = dialogue.call();
        // The token of the next page is the stream and the last shard of this one.
        String[] token = call.text("NextToken").orElse("").split("/", 2);
        boolean isNextPage = token.length == 2;
        KinesisStream stream = isNextPage ? streams.get(token[0]) : stream(call);
        int after = isNextPage
                ? Shard.number(token[1])
                : call.text("ExclusiveStartShardId").map(Shard::number).orElse(Shard.NONE);
        int most =
                between(1, call.number("MaxResults").orElse((long) DEFAULT_SHARDS_PAGE), MAX_SHARDS_PAGE, "maxResults");
        List<ShardView> rest = stream.shards().stream().skip(after + 1L).toList();
        writeShards(dialogue.out(), rest.stream().limit(most).toList());
        if (rest.size() > most) {
            dialogue.out()
                    .writeStringField(
                            "NextToken",
                            stream.name() + "/" + rest.get(most - 1).id());
        }
    }

    private void describeStream(Dialogue dialogue) throws IOException {
        KinesisStream stream = stream(dialogue.call());
        int after =
                dialogue.call().text("ExclusiveStartShardId").map(Shard::number).orElse(Shard.NONE);
        dialogue.out().writeObjectFieldStart("StreamDescription");
        describe(dialogue, stream);
        writeShards(dialogue.out(), stream.shards().stream().skip(after + 1L).toList());
        dialogue.out().writeBooleanField("HasMoreShards", false);
        dialogue.out().writeEndObject();
    }

    private void describeStreamSummary(Dialogue dialogue) throws IOException {
        KinesisStream stream = stream(dialogue.call());
        dialogue.out().writeObjectFieldStart("StreamDescriptionSummary");
        describe(dialogue, stream);
        dialogue.out()
                .writeNumberField(
                        "OpenShardCount",
                        stream.shards().stream()
                                .filter(shard -> shard.closed() == Shard.NONE)
                                .count());
        dialogue.out().writeNumberField("ConsumerCount", 0);
        dialogue.out().writeEndObject();
    }

    private static void describe(Dialogue dialogue, KinesisStream stream) throws IOException {
        JsonGenerator out = dialogue.out();
        out.writeStringField("StreamName", stream.name());
        out.writeStringField("StreamARN", "arn:aws:kinesis:us-east-1:000000000000:stream/" + stream.name());
        out.writeStringField("StreamStatus", "ACTIVE");
        out.writeObjectFieldStart("StreamModeDetails");
        out.writeStringField("StreamMode", "PROVISIONED");
        out.writeEndObject();
        out.writeNumberField("RetentionPeriodHours", KinesisStream.RETENTION_HOURS);
        dialogue.encoding().writeTime(out, "StreamCreationTimestamp", stream.createdMillis());
        out.writeArrayFieldStart("EnhancedMonitoring");
        out.writeEndArray();
        out.writeStringField("EncryptionType", "NONE");
    }

    private static void writeShards(JsonGenerator out, List<ShardView> shards) throws IOException {
        out.writeArrayFieldStart("Shards");
        for (ShardView shard : shards) {
            out.writeStartObject();
            out.writeStringField("ShardId", shard.id());
            if (shard.parent() != Shard.NONE) {
                out.writeStringField("ParentShardId", Shard.id(shard.parent()));
            }
            if (shard.adjacentParent() != Shard.NONE) {
                out.writeStringField("AdjacentParentShardId", Shard.id(shard.adjacentParent()));
            }
            writeRange(out, shard);
            out.writeObjectFieldStart("SequenceNumberRange");
            out.writeStringField("StartingSequenceNumber", SequenceNumber.text(shard.opened()));
            if (shard.closed() != Shard.NONE) {
                out.writeStringField("EndingSequenceNumber", SequenceNumber.text(shard.closed()));
            }
            out.writeEndObject();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void writeRange(JsonGenerator out, ShardView shard) throws IOException {
        out.writeObjectFieldStart("HashKeyRange");
        out.writeStringField("StartingHashKey", shard.from().toString());
        out.writeStringField("EndingHashKey", shard.to().toString());
        out.writeEndObject();
    }

    private static BigInteger hashKey(String text, String field) {
        if (!text.matches("0|[1-9][0-9]{0,38}")) {
            throw Refusal.invalidValue("'" + field + "' is not a decimal number of at most 39 digits.");
        }
        return new BigInteger(text);
    }

    private static int between(int least, long value, int most, String field) {
        if (value < least || value > most) {
            throw Refusal.invalidValue("'" + field + "' is " + value + ", expected " + least + " to " + most + ".");
        }
        return (int) value;
    }
}
