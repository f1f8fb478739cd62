package routes.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Makes one array of a body: joined, unpacked and known to be UTF-8. Safe for any number of threads. */
final class BodyBytes {
    private static final int STEP = 16 * 1024;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final int limit;

    /** Takes the most bytes of a body, packed or not. */
    BodyBytes(int limit) {
        this.limit = limit;
    }

    /**
     * The text of a body, without the mark that some editors put before it.
     *
     * @throws RefusedException if it is no gzip, too large, or no UTF-8; or if the memory for it is taken
     */
    byte[] of(Post post) throws RefusedException {
        byte[] sent = joined(post.chunks());
        byte[] text = post.head().isGzip() ? unpacked(sent, post.memory()) : sent;
        checkUtf8(text);
        return startsWithMark(text) ? Arrays.copyOfRange(text, BYTE_ORDER_MARK.length, text.length) : text;
    }

    private static byte[] joined(List<byte[]> chunks) {
        if (chunks.size() == 1) {
            return chunks.get(0);
        }
        byte[] all = new byte[chunks.stream().mapToInt(chunk -> chunk.length).sum()];
        int at = 0;
        for (byte[] chunk : chunks) {
            System.arraycopy(chunk, 0, all, at, chunk.length);
            at += chunk.length;
        }
        return all;
    }

    /** Stops at the limit, however much is packed: a thousand to one is possible. */
    private byte[] unpacked(byte[] packed, ByteBudget.Share memory) throws RefusedException {
        byte[] all = new byte[0];
        int length = 0;
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed), STEP)) {
            while (true) {
                if (length == all.length) {
                    int larger = Math.min(Math.max(STEP, 2 * all.length), limit + 1);
                    memory.grow(larger - all.length);
                    all = Arrays.copyOf(all, larger);
                }
                int read = gzip.read(all, length, all.length - length);
                if (read < 0) {
                    return Arrays.copyOf(all, length);
                }
                length += read;
                if (length > limit) {
                    throw Admission.tooLarge(limit);
                }
            }
        } catch (IOException e) {
            throw new RefusedException(Problem.of(
                    Problem.BAD_REQUEST, "The body is not whole gzip, which its Content-Encoding says it is."));
        }
    }

    private static void checkUtf8(byte[] text) throws RefusedException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(text);
        CharBuffer characters = CharBuffer.allocate(Math.min(STEP, text.length + 1));
        CoderResult result;
        do {
            characters.clear();
            result = decoder.decode(bytes, characters, true);
        } while (result.isOverflow());
        if (result.isError()) {
            throw new RefusedException(Problem.of(
                    Problem.BAD_REQUEST,
                    "The body is not UTF-8: the byte at offset " + bytes.position() + " is wrong."));
        }
    }

    private static boolean startsWithMark(byte[] text) {
        return text.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(text, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }
}
