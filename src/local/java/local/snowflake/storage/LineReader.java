package local.snowflake.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Splits a stream into physical lines. A line ends with LF or CR LF; what follows the last LF is a line too unless it is
 * empty. Not thread-safe.
 */
public final class LineReader {

    private static final int BUFFER_BYTES = 1 << 16;

    /** The longest line, in bytes: the most a VARCHAR holds. */
    private static final int MAX_LINE_BYTES = 16 * 1024 * 1024;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int start;
    private int end;
    private String line;
    private boolean valid;

    public LineReader(InputStream in, boolean replaceInvalid) {
        this.in = in;
        CodingErrorAction action = replaceInvalid ? CodingErrorAction.REPLACE : CodingErrorAction.REPORT;
        decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(action).onUnmappableCharacter(action);
    }

    /**
     * Reads a line.
     *
     * @return false at the end
     * @throws IOException if the stream fails or a line is longer than a VARCHAR can be
     */
    public boolean next() throws IOException {
        int scanned = start;
        while (true) {
            for (int i = scanned; i < end; i++) {
                if (buffer[i] == '\n') {
                    decode(start, i > start && buffer[i - 1] == '\r' ? i - 1 : i);
                    start = i + 1;
                    return true;
                }
            }
            scanned = end - start;
            if (!fill()) {
                break;
            }
        }
        if (start == end) {
            return false;
        }
        decode(start, end);
        start = end;
        return true;
    }

    /** The line without its end; the text is only of use where {@link #isValid()}. */
    public String line() {
        return line;
    }

    /** Whether the bytes of the line were UTF-8. */
    public boolean isValid() {
        return valid;
    }

    private boolean fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
        if (end > MAX_LINE_BYTES) {
            throw new IOException("A line is longer than " + MAX_LINE_BYTES + " bytes");
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = in.read(buffer, end, buffer.length - end);
        end += Math.max(read, 0);
        return read > 0;
    }

    private void decode(int from, int to) {
        valid = true;
        for (int i = from; i < to; i++) {
            if (buffer[i] < 0) {
                decodeUtf8(from, to);
                return;
            }
        }
        line = new String(buffer, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private void decodeUtf8(int from, int to) {
        try {
            line = decoder.decode(ByteBuffer.wrap(buffer, from, to - from)).toString();
        } catch (CharacterCodingException e) {
            valid = false;
            line = "";
        }
    }
}
