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
        int at = from;
        while ((at = plain(data, at, to, (byte) '"')) < to) {
            escaped(data[at++]);
        }
    }

    /** A byte of a string, escaped if it has to be. */
    void escaped(byte b) {
        byte escape = ESCAPES[b & 0xFF];
        if (escape == 0) {
            raw(b);
            return;
        }
        raw('\\');
        raw(escape);
        if (escape == 'u') {
            raw('0');
            raw('0');
            raw(HEX[b >> 4]);
            raw(HEX[b & 0xF]);
        }
    }

    /**
     * Bytes of a string as they are, up to the first that has to be escaped or is the one to stop at.
     *
     * @return where that is, or the end
     */
    int plain(byte[] data, int from, int to, byte stop) {
        reserve(to - from);
        byte[] target = bytes;
        int ahead = size - from;
        int i = from;
        while (i + Long.BYTES <= to) {
            long eight = EightBytes.get(data, i);
            EightBytes.put(target, i + ahead, eight);
            int count = EightBytes.before(EightBytes.below(eight, ' ')
                    | EightBytes.equal(eight, (byte) '"')
                    | EightBytes.equal(eight, (byte) '\\')
                    | EightBytes.equal(eight, stop));
            i += count;
            if (count < Long.BYTES) {
                size = i + ahead;
                return i;
            }
        }
        while (i < to && ESCAPES[data[i] & 0xFF] == 0 && data[i] != stop) {
            target[i + ahead] = data[i];
            i++;
        }
        size = i + ahead;
        return i;
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

    private void reserve(int count) {
        if (count > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.max((long) size + count, 2L * bytes.length)));
        }
    }
}
