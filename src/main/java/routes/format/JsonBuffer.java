package routes.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Bytes that grow, and what of JSON the formats write. Values go from bytes to bytes: no line becomes an object on its
 * way. Source of the escapes: <a href="https://www.rfc-editor.org/rfc/rfc8259#section-7">RFC 8259, section 7</a>.
 *
 * <p>Belongs to one thread.
 */
final class JsonBuffer {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    /** What stands behind the backslash for a byte; 0 for a byte that needs none, u for one without a short form. */
    private static final byte[] ESCAPES = new byte[256];

    /** The longest form of a byte: a backslash, u and four digits. */
    private static final int LONGEST_ESCAPE = 6;

    static {
        Arrays.fill(ESCAPES, 0, ' ', (byte) 'u');
        ESCAPES['\b'] = 'b';
        ESCAPES['\f'] = 'f';
        ESCAPES['\n'] = 'n';
        ESCAPES['\r'] = 'r';
        ESCAPES['\t'] = 't';
        ESCAPES['"'] = '"';
        ESCAPES['\\'] = '\\';
    }

    private byte[] bytes;
    private int size;

    JsonBuffer(int capacity) {
        this.bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    int capacity() {
        return bytes.length;
    }

    /** Takes back what was written behind a size it had. */
    void truncate(int to) {
        size = to;
    }

    /** Takes the first bytes away; what is behind them moves to the start. */
    void removeFirst(int count) {
        System.arraycopy(bytes, count, bytes, 0, size - count);
        size -= count;
    }

    byte[] copy(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    void raw(int character) {
        reserve(1);
        bytes[size++] = (byte) character;
    }

    void raw(byte[] data) {
        raw(data, 0, data.length);
    }

    void raw(byte[] data, int from, int to) {
        reserve(to - from);
        System.arraycopy(data, from, bytes, size, to - from);
        size += to - from;
    }

    void number(long number) {
        raw(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
    }

    /** A string, with its quotes. Half a surrogate pair becomes a question mark. */
    void string(String text) {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        string(data, 0, data.length);
    }

    /** A string of bytes that are UTF-8, with its quotes. */
    void string(byte[] data, int from, int to) {
        raw('"');
        escaped(data, from, to);
        raw('"');
    }

    /** What stands between the quotes of a string of bytes that are UTF-8. */
    void escaped(byte[] data, int from, int to) {
        long longest = (long) LONGEST_ESCAPE * (to - from);
        reserve(longest);
        byte[] target = bytes;
        int end = size;
        for (int i = from; i < to; i++) {
            byte b = data[i];
            byte escape = ESCAPES[b & 0xFF];
            if (escape == 0) {
                target[end++] = b;
            } else {
                target[end++] = '\\';
                target[end++] = escape;
                if (escape == 'u') {
                    target[end++] = '0';
                    target[end++] = '0';
                    target[end++] = HEX[b >> 4];
                    target[end++] = HEX[b & 0xF];
                }
            }
        }
        size = end;
    }

    /**
     * The value of a member of an object: a string where the bytes are UTF-8, else their base64 with the member
     * {@code encoding} behind it, because a replaced byte would be a lost one.
     */
    void text(byte[] data, int from, int to, boolean isUtf8) {
        if (isUtf8) {
            string(data, from, to);
            return;
        }
        ByteBuffer encoded = Base64.getEncoder().encode(ByteBuffer.wrap(data, from, to - from));
        raw('"');
        raw(encoded.array(), 0, encoded.limit());
        raw("\",\"encoding\":\"base64\"".getBytes(StandardCharsets.US_ASCII));
    }

    private void reserve(long count) {
        if (count > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.max(size + count, 2L * bytes.length)));
        }
    }
}
