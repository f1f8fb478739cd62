package bench.tail;

/**
 * What it took a process to send what was in files.
 *
 * @param inputBytes in the files
 * @param seconds from the first byte of its first call to the last answer, by the sink
 * @param secondsFromStart from the start of the process to the last answer
 * @param cpuSeconds of the process, from its start
 * @param cpuSecondsSending the same without what it took until its first call
 * @param sinkCpuSeconds of the sink
 * @param peakMegabytes most memory of the process that was ever resident, in millions of bytes
 * @param calls of PutRecordBatch
 * @param records in them
 * @param bytes in the records
 * @param billedBytes the same as they are billed
 */
record Drain(
        long inputBytes,
        double seconds,
        double secondsFromStart,
        double cpuSeconds,
        double cpuSecondsSending,
        double sinkCpuSeconds,
        double peakMegabytes,
        long calls,
        long records,
        long bytes,
        long billedBytes) {
    private static final double MEGA = 1e6;

    /** Millions of bytes of the files a second, once it sends. */
    double rate() {
        return inputBytes / MEGA / seconds;
    }

    /** The same with the time it takes to start. */
    double rateFromStart() {
        return inputBytes / MEGA / secondsFromStart;
    }

    double linesPerSecond() {
        return inputBytes / seconds / Line.BYTES;
    }

    /** Bytes billed for one byte that is sent. */
    double billedRatio() {
        return (double) billedBytes / bytes;
    }
}
