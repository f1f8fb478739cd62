package local.kinesis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A record in a shard.
 *
 * @param arrivalMillis when it was stored, in epoch milliseconds
 * @param key the partition key in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record StoredRecord(int shard, long sequence, long arrivalMillis, byte[] key, byte[] data) {

    /** The first byte of its frame. */
    static final byte KIND = 1;

    private static final int FIXED_BYTES = Integer.BYTES + 1 + Integer.BYTES + 2 * Long.BYTES + Short.BYTES;

    /** The size of its frame, head included. */
    int frameBytes() {
        return FIXED_BYTES + key.length + data.length;
    }

    void writeTo(ByteBuffer out) {
        out.putInt(frameBytes() - Integer.BYTES)
                .put(KIND)
                .putInt(shard)
                .putLong(sequence)
                .putLong(arrivalMillis)
                .putShort((short) key.length)
                .put(key)
                .put(data);
    }

    /** Reads one from its frame, of which the first byte has been read. */
    static StoredRecord read(ByteBuffer in) {
        int shard = in.getInt();
        long sequence = in.getLong();
        long arrival = in.getLong();
        byte[] key = new byte[in.getShort()];
        in.get(key);
        byte[] data = new byte[in.remaining()];
        in.get(data);
        return new StoredRecord(shard, sequence, arrival, key, data);
    }

    String partitionKey() {
        return new String(key, StandardCharsets.UTF_8);
    }
}
