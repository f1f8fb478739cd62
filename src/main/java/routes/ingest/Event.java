package routes.ingest;

/**
 * One event to put on a stream: a line, and the value that says which events stay in order with it.
 *
 * <p>Safe to hand to other threads as long as nobody writes to {@link #line()}.
 */
public final class Event {
    private final byte[] line;
    private final String partition;

    /**
     * Keeps the array it is given; the caller must not write to it again.
     *
     * @param line one line of UTF-8, its newline included
     * @param partition the value of the key field, or null if there is none
     * @throws IllegalArgumentException if the line does not end with a newline, holds another one, or is longer than
     *     {@link KinesisLimits#MAX_EVENT_BYTES}
     */
    public Event(byte[] line, String partition) {
        if (line.length == 0 || line[line.length - 1] != '\n') {
            throw new IllegalArgumentException("An event must end with a newline");
        }
        if (line.length > KinesisLimits.MAX_EVENT_BYTES) {
            throw new IllegalArgumentException(
                    "An event holds " + KinesisLimits.MAX_EVENT_BYTES + " bytes at most, not " + line.length);
        }
        for (int i = 0; i < line.length - 1; i++) {
            if (line[i] == '\n') {
                throw new IllegalArgumentException("An event is one line, and this one has a newline at byte " + i);
            }
        }
        this.line = line;
        this.partition = partition;
    }

    /** The line with its newline, not copied. Only for reading. */
    public byte[] line() {
        return line;
    }

    /** The value of the key field, or null if there is none. */
    public String partition() {
        return partition;
    }

    /** Names the size, never the content: this text reaches logs. */
    @Override
    public String toString() {
        return "event of " + line.length + " bytes";
    }
}
