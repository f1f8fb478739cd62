package routes.delivery;

/**
 * Whole lines of one file, joined into one record. The data always ends with a newline, because Firehose puts records
 * behind one another with nothing between them.
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
     * @param from offset in bytes of the first byte
     * @param to offset in bytes after the last byte
     * @param data the lines; one byte longer than the range where a last line had no newline of its own
     * @throws IllegalArgumentException if the data does not end with a newline or does not fit the range
     */
    public LineRecord(long from, long to, byte[] data) {
        if (data.length == 0 || data[data.length - 1] != '\n') {
            throw new IllegalArgumentException("A record must end with a newline");
        }
        long added = data.length - (to - from);
        if (from < 0 || (added != 0 && added != 1)) {
            throw new IllegalArgumentException(data.length + " bytes do not fit the range " + from + " to " + to);
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

    /** The lines, not copied: megabytes pass here every second. Only for reading. */
    public byte[] data() {
        return data;
    }
}
