package routes.tail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32;
import routes.text.Printable;

/**
 * A checkpoint as text: JSON, with a check sum, for a changed digit in an offset is JSON too and would lose or repeat
 * lines. Version 1 had no check sum. Whoever edits a checkpoint by hand takes the sum out.
 */
final class CheckpointFormat {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String VERSION = "version";
    private static final String SUM = "crc32";
    private static final int FIRST_VERSION = 1;

    private CheckpointFormat() {}

    /** The text that {@link #read} understands. */
    static byte[] write(Checkpoint checkpoint) throws IOException {
        byte[] text = JSON.writeValueAsBytes(checkpoint);
        byte[] end = (",\"" + SUM + "\":\"" + sum(text) + "\"}").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(text, text.length - 1 + end.length);
        System.arraycopy(end, 0, whole, text.length - 1, end.length);
        return whole;
    }

    /**
     * Reads a checkpoint.
     *
     * @throws IllegalArgumentException if it cannot be understood, saying what is wrong in words that follow its name
     */
    static Checkpoint read(byte[] text) {
        if (text.length == 0) {
            throw new IllegalArgumentException("is empty");
        }
        try {
            if (!(JSON.readTree(text) instanceof ObjectNode tree)) {
                throw new IllegalArgumentException("is damaged: it holds no JSON object");
            }
            int version = tree.path(VERSION).asInt(0);
            if (version < FIRST_VERSION || version > Checkpoint.VERSION) {
                throw new IllegalArgumentException("has version " + version + ", and this release knows "
                        + FIRST_VERSION + " to " + Checkpoint.VERSION);
            }
            JsonNode sum = tree.remove(SUM);
            if (sum != null && !sum.asText().equals(sum(JSON.writeValueAsBytes(tree)))) {
                throw new IllegalArgumentException("is damaged: its check sum does not fit");
            }
            if (version == FIRST_VERSION) {
                tree.path("sources").forEach(CheckpointFormat::addLast);
            }
            return JSON.treeToValue(tree.put(VERSION, Checkpoint.VERSION), Checkpoint.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("is damaged: it is cut off, or not the JSON of a checkpoint", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("is damaged: " + Printable.message(e), e);
        }
    }

    /** Version 1 did not know the last bytes before an offset. */
    private static void addLast(JsonNode source) {
        if (source instanceof ObjectNode entry) {
            entry.putNull("last");
        }
    }

    private static String sum(byte[] text) {
        CRC32 sum = new CRC32();
        sum.update(text);
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }
}
