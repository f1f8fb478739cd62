package local.kinesis;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it was read, in one pass and without a tree: the fields that are text or numbers, and the records to put.
 * Other fields are passed over.
 */
final class Call {
    private static final String STREAM_OF_ARN = ":stream/";

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private final List<Entry> records = new ArrayList<>();

    private Call() {}

    /**
     * A record to put.
     *
     * @param data what it holds; null if it is missing
     * @param partitionKey what decides its shard; null if it is missing
     * @param explicitHashKey a decimal number that decides in the key's place; null for none
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Entry(byte[] data, String partitionKey, String explicitHashKey) {}

    /** @throws Refusal if the body is not an object in that encoding */
    static Call read(Encoding encoding, byte[] body) {
        Call call = new Call();
        try (JsonParser in = encoding.factory().createParser(body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw notReadable();
            }
            Draft single = new Draft();
            for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
                in.nextToken();
                if (field.equals("Records") && in.currentToken() == JsonToken.START_ARRAY) {
                    call.readRecords(in);
                } else if (!single.read(field, in)) {
                    call.readField(field, in, encoding);
                }
            }
            if (single.data != null) {
                call.records.add(single.toEntry());
            }
        } catch (IOException e) {
            throw notReadable();
        }
        return call;
    }

    private static Refusal notReadable() {
        return new Refusal(400, "SerializationException", "The body is not an object in the encoding it names.");
    }

    private void readRecords(JsonParser in) throws IOException {
        while (in.nextToken() == JsonToken.START_OBJECT) {
            Draft record = new Draft();
            for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
                in.nextToken();
                if (!record.read(field, in)) {
                    in.skipChildren();
                }
            }
            records.add(record.toEntry());
        }
    }

    private void readField(String field, JsonParser in, Encoding encoding) throws IOException {
        switch (in.currentToken()) {
            case VALUE_STRING -> texts.put(field, in.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                numbers.put(field, field.equals("Timestamp") ? encoding.millis(in) : in.getLongValue());
            default -> in.skipChildren();
        }
    }

    List<Entry> records() {
        return records;
    }

    Optional<String> text(String field) {
        return Optional.ofNullable(texts.get(field));
    }

    /** @throws Refusal if it is missing */
    String required(String field) {
        return text(field).orElseThrow(() -> Refusal.invalidValue("'" + field + "' is missing."));
    }

    Optional<Long> number(String field) {
        return Optional.ofNullable(numbers.get(field));
    }

    /** The stream the call is about, by name or ARN. */
    Optional<String> stream() {
        return text("StreamName").or(() -> text("StreamARN")
                .filter(arn -> arn.contains(STREAM_OF_ARN))
                .map(arn -> arn.substring(arn.indexOf(STREAM_OF_ARN) + STREAM_OF_ARN.length())));
    }

    /** What has been read of a record so far. PutRecord has its fields beside the others. */
    private static final class Draft {
        private byte[] data;
        private String partitionKey;
        private String explicitHashKey;

        boolean read(String field, JsonParser in) throws IOException {
            switch (field) {
                case "Data" -> data = in.getBinaryValue();
                case "PartitionKey" -> partitionKey = in.getValueAsString();
                case "ExplicitHashKey" -> explicitHashKey = in.getValueAsString();
                default -> {
                    return false;
                }
            }
            return true;
        }

        Entry toEntry() {
            return new Entry(data, partitionKey, explicitHashKey);
        }
    }
}
