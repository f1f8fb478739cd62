package routes.tail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import routes.delivery.LineRecord;

/**
 * How a file begins after its header. Files that begin with the same header differ behind it.
 *
 * <p>A file that is still short has a short fingerprint, which grows with the file up to a window and is always compared
 * over the length it had.
 *
 * @param from offset in bytes after the header
 * @param length bytes covered
 * @param sha256 their SHA-256 in hex
 */
record Fingerprint(long from, int length, String sha256) {
    /** Of a truncated file that has not begun again. */
    static final Fingerprint NOTHING = new Fingerprint(0, 0, "");

    /** Bytes before an offset that tell whether what was read is still there. */
    private static final int LAST_BYTES = 256;

    /**
     * Takes the fingerprint of the last bytes before an offset.
     *
     * @param from offset in bytes after the header
     * @return empty if there are none, or not so many any more
     */
    static Optional<Fingerprint> before(Content file, long from, long offset) throws IOException {
        int length = (int) Math.min(LAST_BYTES, offset - from);
        if (length <= 0) {
            return Optional.empty();
        }
        return Optional.of(of(file, offset - length, length)).filter(last -> last.length() == length);
    }

    /**
     * Takes the fingerprint of the last bytes of a record as it was read, of all of it if it is short.
     *
     * @return empty if its data are not the bytes of the file
     */
    static Optional<Fingerprint> last(LineRecord record) {
        long bytes = record.to() - record.from();
        // The newline that a last line lacks in its file is put behind the bytes of the file.
        boolean isAsRead = record.data().length == bytes || record.data().length == bytes + 1;
        if (!isAsRead) {
            return Optional.empty();
        }
        int length = (int) Math.min(LAST_BYTES, bytes);
        byte[] last = Arrays.copyOfRange(record.data(), (int) bytes - length, (int) bytes);
        return Optional.of(new Fingerprint(record.to() - length, length, hash(last, length)));
    }

    /** Whether it covers as many bytes as {@link #before} does. */
    boolean isFull() {
        return length == LAST_BYTES;
    }

    /** Takes the fingerprint of what is there. */
    static Fingerprint of(Content file, long from, int window) throws IOException {
        byte[] start = read(file, from, window);
        return new Fingerprint(from, start.length, hash(start, start.length));
    }

    /**
     * Compares the file with this fingerprint.
     *
     * @return the fingerprint of the same file by now, grown with it up to the window; empty if it is another file or
     *     was truncated
     */
    Optional<Fingerprint> verify(Content file, int window) throws IOException {
        byte[] start = read(file, from, Math.max(window, length));
        if (start.length < length || !hash(start, length).equals(sha256)) {
            return Optional.empty();
        }
        return Optional.of(
                start.length == length ? this : new Fingerprint(from, start.length, hash(start, start.length)));
    }

    private static byte[] read(Content file, long from, int window) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(window);
        int count;
        do {
            count = file.read(start, from + start.position());
        } while (count > 0 && start.hasRemaining());
        byte[] bytes = new byte[start.position()];
        start.get(0, bytes);
        return bytes;
    }

    private static String hash(byte[] start, int length) {
        MessageDigest digest = SourceId.sha256();
        digest.update(start, 0, length);
        return HexFormat.of().formatHex(digest.digest());
    }
}
