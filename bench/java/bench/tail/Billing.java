package bench.tail;

/**
 * What a record costs. Source: <a href="https://aws.amazon.com/firehose/pricing/">Firehose pricing</a>, where the size of
 * each record is rounded up to the nearest 5 KB.
 */
final class Billing {
    private static final long STEP = 5 * 1024;

    private Billing() {}

    /** Bytes billed for a record of so many bytes. */
    static long billed(long bytes) {
        return (bytes + STEP - 1) / STEP * STEP;
    }
}
