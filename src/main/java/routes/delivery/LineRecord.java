package routes.delivery;

/**
 * Whole lines of one file, joined into one record, as they leave: as they stand in the file or converted. The data always
 * ends with a newline, because Firehose puts records behind one another with nothing between them.
 *
 * <p>Safe to hand to other threads as long as nobody writes to {@link #data()}.
 */
public final class LineRecord {
    private final long from;
    private final long to;
    private final byte[] data;

    /**
     * Keeps the array it is given; the caller must not write to it again.
     *
     * @param from offset in bytes of the first byte of the lines in their file
     * @param to offset in bytes after the last byte
     * @param data what leaves
     * @throws IllegalArgumentException if the data does not end with a newline or is no record, or the range is none
     */
    public LineRecord(long from, long to, byte[] data) {
        if (data.length == 0 || data[data.length - 1] != '\n') {
            throw new IllegalArgumentException("A record must end with a newline");
        }
        if (data.length > FirehoseLimits.MAX_RECORD_BYTES) {
            throw new IllegalArgumentException(
                    "A record holds " + FirehoseLimits.MAX_RECORD_BYTES + " bytes at most, not " + data.length);
        }
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException(from + " to " + to + " is no range of bytes");
        }
        this.from = from;
        this.to = to;
        this.data = data;
    }

    /** Offset in bytes of the first byte. */
    public long from() {
        return from;
    }

    /** Offset in bytes after the last byte. */
    public long to() {
        return to;
    }

    /** What leaves, not copied: megabytes pass here every second. Only for reading. */
    public byte[] data() {
        return data;
    }
}
