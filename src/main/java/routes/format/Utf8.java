package routes.format;

/**
 * Whether bytes are UTF-8. Source: <a href="https://www.rfc-editor.org/rfc/rfc3629#section-4">RFC 3629, section 4</a>: no
 * surrogates, nothing longer than it needs to be, nothing above U+10FFFF.
 */
final class Utf8 {
    private Utf8() {}

    static boolean isValid(byte[] data, int from, int to) {
        int i = from;
        while (true) {
            i = skipAscii(data, i, to);
            if (i == to) {
                return true;
            }
            int length = sequence(data, i, to);
            if (length == 0) {
                return false;
            }
            i += length;
        }
    }

    private static int skipAscii(byte[] data, int from, int to) {
        int i = from;
        while (i + Long.BYTES <= to && EightBytes.notAscii(EightBytes.get(data, i)) == 0) {
            i += Long.BYTES;
        }
        while (i < to && data[i] >= 0) {
            i++;
        }
        return i;
    }

    /** The length of the character of several bytes here; 0 if there is none. */
    private static int sequence(byte[] data, int at, int to) {
        int first = data[at] & 0xFF;
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4 || at + length > to) {
            return 0;
        }
        int second = data[at + 1] & 0xFF;
        int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < least || second > most) {
            return 0;
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((data[i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}
