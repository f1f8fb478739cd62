package routes.delivery;

/**
 * Bytes of a file that are acknowledged as one: either all of them have left, or none counts.
 *
 * <p>The range is named by a source, which is one incarnation of a file, and two offsets into it. A pair of source and
 * offset never names two different bytes.
 */
public sealed interface FileRange permits RecordBatch, OverlongLine {
    /** The feed the file belongs to. */
    String feed();

    /** The incarnation of the file. */
    String source();

    /** Offset in bytes of the first byte. */
    long from();

    /** Offset in bytes after the last byte. */
    long to();

    /** Bytes in the range. */
    default long bytes() {
        return to() - from();
    }
}
