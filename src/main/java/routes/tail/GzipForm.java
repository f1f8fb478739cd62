package routes.tail;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;

/** What a compressed file can be the form of, told by its beginning, and by the rest of it only where that fits. */
final class GzipForm {
    /** A file by gzip ends with the size of its last member, in four bytes, see RFC 1952. */
    private static final int SIZE_BYTES = 4;

    private static final long SIZE_MASK = 0xffff_ffffL;

    private final GzipContent content;
    private final long statedSize;
    private final Map<Fingerprint, Boolean> compared = new HashMap<>();

    GzipForm(FileChannel file) throws IOException {
        this.content = new GzipContent(file, Long.MAX_VALUE);
        ByteBuffer size = ByteBuffer.allocate(SIZE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if (file.size() < SIZE_BYTES || file.read(size, file.size() - SIZE_BYTES) < SIZE_BYTES) {
            throw new EOFException("Too short");
        }
        this.statedSize = size.getInt(0) & SIZE_MASK;
    }

    /** Whether the source of this entry was read to the end of what this file holds. */
    boolean isWhole(Checkpoint.Entry entry) throws IOException {
        return (entry.offset() & SIZE_MASK) == statedSize
                && holds(entry.fingerprint())
                && (entry.last() == null || holds(entry.last()));
    }

    /** Whether these bytes are in the content, where they were taken; decompresses it as far as there. */
    boolean holds(Fingerprint fingerprint) throws IOException {
        if (fingerprint.equals(Fingerprint.NOTHING)) {
            return false;
        }
        Boolean known = compared.get(fingerprint);
        if (known == null) {
            known = begins(fingerprint.from(), fingerprint.length()).equals(fingerprint);
            compared.put(fingerprint, known);
        }
        return known;
    }

    /** How the content begins behind an offset. */
    Fingerprint begins(long from, int window) throws IOException {
        return Fingerprint.of(content, from, window);
    }

    /** The size that the file states, of its last member and modulo 4 GiB. */
    long statedSize() {
        return statedSize;
    }

    /** What it holds, of unknown size. */
    Content content() {
        return content;
    }
}
