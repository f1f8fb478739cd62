package routes.delivery;

/**
 * Bytes of a source that are acknowledged as one: either all of them have left, or none counts. A range is named by its
 * source and two offsets into it.
 */
public sealed interface FileRange permits FileRecords, OverlongLine {
    /** The incarnation of the file. */
    Source source();

    /** Offset in bytes of the first byte. */
    long from();

    /** Offset in bytes after the last byte. */
    long to();

    /** The feed the file belongs to. */
    default String feed() {
        return source().feed();
    }

    /** Bytes in the range. */
    default long bytes() {
        return to() - from();
    }
}
