package local.kinesis;

/**
 * What a shard has taken in the present second. Limits:
 * docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html.
 *
 * <p>Not thread-safe.
 */
final class Rate {
    private static final int MAX_RECORDS = 1_000;
    private static final int MAX_BYTES = 1024 * 1024;
    private static final long SECOND_MILLIS = 1000;

    private long second = -1;
    private int records;
    private long bytes;

    /** Counts a record, or says that there is no room for it in this second. */
    boolean admits(long nowMillis, int recordBytes) {
        long now = nowMillis / SECOND_MILLIS;
        if (now != second) {
            second = now;
            records = 0;
            bytes = 0;
        }
        if (records + 1 > MAX_RECORDS || bytes + recordBytes > MAX_BYTES) {
            return false;
        }
        records++;
        bytes += recordBytes;
        return true;
    }
}
