package routes.ingest;

/**
 * What Kinesis Data Streams take, and the sizes used here, which stay below it.
 *
 * <p>Source: <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html">PutRecords in the API
 * reference</a>.
 */
public final class KinesisLimits {
    /** Records a PutRecords call may carry. */
    public static final int MAX_CALL_RECORDS = 500;

    /** Bytes a PutRecords call may carry, partition keys included: 5 MiB. */
    public static final int MAX_CALL_BYTES = 5 * 1024 * 1024;

    /**
     * Bytes an event may have, newline included. A record of Kinesis may have 1 MiB, but one of Firehose, which reads it
     * from there, only 1,000 KiB; this is that less a margin.
     */
    public static final int MAX_EVENT_BYTES = 1_000_000;

    /**
     * Bytes of one unit that puts are billed in; each record is rounded up to whole units.
     *
     * <p>Source: <a href="https://aws.amazon.com/kinesis/data-streams/pricing/">Kinesis Data Streams pricing</a>.
     */
    public static final int BILLING_STEP_BYTES = 25 * 1024;

    /**
     * Bytes at which a record is full here: eight billed units, so that rounding costs little, and a fifth of what a
     * shard takes in a second (1 MiB), so that load spreads over shards and a shard that is nearly full takes it still.
     * A larger event is a record of its own.
     */
    public static final int FULL_RECORD_BYTES = 8 * BILLING_STEP_BYTES;

    private KinesisLimits() {}
}
