package local.kinesis;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A place in a shard, as clients hand it back.
 *
 * @param from the sequence number from which to read
 * @param issuedMillis when it was given, in epoch milliseconds
 */
record ShardIterator(String stream, int shard, long from, long issuedMillis) {

    /** How long one is good for: docs.aws.amazon.com/kinesis/latest/APIReference/API_GetShardIterator.html. */
    static final long VALID_MILLIS = 5 * 60 * 1000L;

    private static final int PARTS = 4;

    String text() {
        String plain = stream + "/" + shard + "/" + from + "/" + issuedMillis;
        return Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws Refusal if it is not a text that {@link #text} gives */
    static ShardIterator parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("/", PARTS);
            return new ShardIterator(
                    parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw Refusal.invalidArgument("Invalid ShardIterator.");
        }
    }

    /** @throws Refusal if it is too old */
    void requireFresh(long nowMillis) {
        if (nowMillis - issuedMillis > VALID_MILLIS) {
            throw new Refusal(
                    400,
                    "ExpiredIteratorException",
                    "Iterator expired. It is " + (nowMillis - issuedMillis) + " ms old, more than " + VALID_MILLIS
                            + " ms.");
        }
    }
}
