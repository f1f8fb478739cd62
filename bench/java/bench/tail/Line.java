package bench.tail;

import java.nio.charset.StandardCharsets;

/**
 * A line as the bench writes it: its file and its number in it, then values as a shop would log them; always {@value
 * #BYTES} bytes, newline included.
 *
 * @param file which file, 0 to 99,999
 * @param number its place in the file, counted from 0
 */
record Line(int file, long number) {
    static final int BYTES = 104;

    /** The names of its values. */
    static final String COLUMNS = "line,ordered_at,customer_id,product,quantity,amount,note";

    private static final int FILE_DIGITS = 5;
    private static final int NUMBER_DIGITS = 10;
    /** Bytes of {@code L00001-0000000002}. */
    private static final int NAME_BYTES = 2 + FILE_DIGITS + NUMBER_DIGITS;

    private static final byte[] TEMPLATE =
            "L00000-0000000000,2026-11-20T12:00:00.000Z,C-004711,Coffee mug,3,12.50,left at the back door as agreed"
                    .getBytes(StandardCharsets.US_ASCII);

    /** Writes the line into a buffer. */
    void write(byte[] buffer, int at) {
        System.arraycopy(TEMPLATE, 0, buffer, at, TEMPLATE.length);
        for (int i = at + TEMPLATE.length; i < at + BYTES - 1; i++) {
            buffer[i] = 'x';
        }
        buffer[at + BYTES - 1] = '\n';
        digits(file, buffer, at + 1 + FILE_DIGITS, FILE_DIGITS);
        digits(number, buffer, at + NAME_BYTES, NUMBER_DIGITS);
    }

    private static void digits(long value, byte[] buffer, int end, int count) {
        long left = value;
        for (int i = end - 1; i >= end - count; i--) {
            buffer[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }

    /**
     * Finds the line that bytes tell of, whatever a format has made of it.
     *
     * @throws IllegalArgumentException if they tell of none
     */
    static Line in(byte[] bytes, int from, int to) {
        for (int i = from; i + NAME_BYTES <= to; i++) {
            if (bytes[i] == 'L' && bytes[i + 1 + FILE_DIGITS] == '-') {
                long file = number(bytes, i + 1, FILE_DIGITS);
                long number = number(bytes, i + 2 + FILE_DIGITS, NUMBER_DIGITS);
                if (file >= 0 && number >= 0) {
                    return new Line((int) file, number);
                }
            }
        }
        throw new IllegalArgumentException(
                "No line that the bench has written: " + new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    private static long number(byte[] bytes, int from, int count) {
        long number = 0;
        for (int i = from; i < from + count; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
