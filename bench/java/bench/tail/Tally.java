package bench.tail;

import java.util.ArrayList;
import java.util.List;

/** What the sink has taken since it began to count. Safe for any number of threads. */
final class Tally {
    private final List<Piece> pieces = new ArrayList<>();
    private long calls;
    private long records;
    private long bytes;
    private long billed;
    private long firstNanos;
    private long lastNanos;
    private int open;

    /**
     * What was taken.
     *
     * @param bytes of records, before base64
     * @param billed bytes as they are billed
     * @param seconds from the first byte of the first call to the last byte of the last answer
     * @param lastNanos the time of the last answer by {@link System#nanoTime}, which processes of one machine share
     * @param quietSeconds since then, or zero while a call is under way or none has come
     * @param pieces the lines, in the order of their arrival, if they were looked at
     */
    record Figures(
            long calls,
            long records,
            long bytes,
            long billed,
            double seconds,
            long lastNanos,
            double quietSeconds,
            List<Piece> pieces) {}

    synchronized void begin() {
        if (calls == 0 && open == 0) {
            firstNanos = System.nanoTime();
        }
        open++;
    }

    synchronized void end(long callRecords, long callBytes, long callBilled, List<Piece> callPieces) {
        calls++;
        records += callRecords;
        bytes += callBytes;
        billed += callBilled;
        pieces.addAll(callPieces);
    }

    synchronized void answered() {
        open--;
        lastNanos = System.nanoTime();
    }

    synchronized void reset() {
        if (open > 0) {
            throw new IllegalStateException(open + " calls are under way");
        }
        pieces.clear();
        calls = 0;
        records = 0;
        bytes = 0;
        billed = 0;
    }

    synchronized Figures figures(boolean hasPieces) {
        boolean isQuiet = calls > 0 && open == 0;
        return new Figures(
                calls,
                records,
                bytes,
                billed,
                calls == 0 ? 0 : (lastNanos - firstNanos) / 1e9,
                lastNanos,
                isQuiet ? (System.nanoTime() - lastNanos) / 1e9 : 0,
                hasPieces ? List.copyOf(pieces) : List.of());
    }
}
