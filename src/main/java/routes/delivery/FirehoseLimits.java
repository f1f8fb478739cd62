package routes.delivery;

/**
 * What Amazon Data Firehose takes, and the sizes used here, which stay below it.
 *
 * <p>Source: <a href="https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html">PutRecordBatch
 * in the API reference</a>.
 */
public final class FirehoseLimits {
    /** Records a PutRecordBatch call may carry. */
    public static final int MAX_BATCH_RECORDS = 500;

    /** Bytes a PutRecordBatch call may carry: 4 MiB. */
    public static final int MAX_BATCH_BYTES = 4 * 1024 * 1024;

    /** Bytes a record may carry before base64: 1,000 KiB. */
    public static final int MAX_RECORD_BYTES = 1_000 * 1024;

    /**
     * Bytes at which a batch is full here: three full records. A call costs some milliseconds whatever it carries, as long as
     * the process has not made many; a larger one stays in memory until it is acknowledged.
     */
    public static final int FULL_BATCH_BYTES = 3_000_000;

    /**
     * Bytes at which a record is full here, newline included: {@link #MAX_RECORD_BYTES} less a margin. A longer line is
     * an {@link OverlongLine}.
     */
    public static final int FULL_RECORD_BYTES = 1_000_000;

    /**
     * Bytes to whose next multiple each record is billed.
     *
     * <p>Source: <a href="https://aws.amazon.com/firehose/pricing/">Amazon Data Firehose pricing</a>.
     */
    public static final int BILLING_STEP_BYTES = 5 * 1024;

    private FirehoseLimits() {}

    /** What a record of so many bytes is billed as, in bytes. */
    public static long billedBytes(long recordBytes) {
        return (recordBytes + BILLING_STEP_BYTES - 1) / BILLING_STEP_BYTES * BILLING_STEP_BYTES;
    }
}
