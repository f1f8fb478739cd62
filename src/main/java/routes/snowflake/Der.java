package routes.snowflake;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Reads the few forms of DER that an encrypted key is written in, one value after the other:
 * https://www.itu.int/rec/T-REC-X.690. Used by one thread.
 */
final class Der {
    static final int INTEGER = 0x02;
    static final int OCTETS = 0x04;
    static final int OBJECT = 0x06;
    static final int SEQUENCE = 0x30;

    private static final int LONG_FORM = 0x80;
    /** Two bytes of length: far more than a key has. */
    private static final int MOST_LENGTH_BYTES = 2;

    private final byte[] content;
    private int at;

    Der(byte[] content) {
        this.content = content;
    }

    /** Whether the next value is of this kind. */
    boolean isNext(int tag) {
        return at < content.length && (content[at] & 0xff) == tag;
    }

    /**
     * The content of the next value.
     *
     * @throws IllegalArgumentException if there is none of this kind, or it ends beyond its end
     */
    byte[] next(int tag) {
        if (!isNext(tag)) {
            throw new IllegalArgumentException("another kind of value was expected");
        }
        at++;
        int length = length();
        if (length < 0 || length > content.length - at) {
            throw new IllegalArgumentException("a value is cut off");
        }
        at += length;
        return Arrays.copyOfRange(content, at - length, at);
    }

    /** A sequence, to be read in turn. */
    Der sequence() {
        return new Der(next(SEQUENCE));
    }

    /** An object identifier in hexadecimal digits of its encoding. */
    String object() {
        return HexFormat.of().formatHex(next(OBJECT));
    }

    private int length() {
        int first = at < content.length ? content[at++] & 0xff : 0;
        if (first < LONG_FORM) {
            return first;
        }
        int bytes = first - LONG_FORM;
        if (bytes == 0 || bytes > MOST_LENGTH_BYTES || bytes > content.length - at) {
            return -1;
        }
        int length = 0;
        for (int i = 0; i < bytes; i++) {
            length = (length << 8) | (content[at++] & 0xff);
        }
        return length;
    }
}
