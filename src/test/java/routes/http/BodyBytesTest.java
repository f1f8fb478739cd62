package routes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class BodyBytesTest {
    private static final int LIMIT = 100_000;

    private final BodyBytes bodies = new BodyBytes(LIMIT);
    private final ByteBudget budget = new ByteBudget(1_000_000);

    @Test
    void joinsWhatArrivedInPieces() throws Exception {
        assertThat(bodies.of(post(false, utf8("{\"a\":\"h\u00e9"), utf8("llo"), utf8("\"}"))))
                .isEqualTo(utf8("{\"a\":\"h\u00e9llo\"}"));
    }

    @Test
    void unpacksUpToTheLimitAndNotAByteMore() throws Exception {
        byte[] most = "x".repeat(LIMIT).getBytes(StandardCharsets.US_ASCII);

        assertThat(bodies.of(post(true, gzip(most)))).isEqualTo(most);
        assertThat(refused(true, gzip("x".repeat(LIMIT + 1).getBytes(StandardCharsets.US_ASCII)))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void takesMemoryForWhatItUnpacks() {
        ByteBudget little = new ByteBudget(50_000);
        Post post = new Post(head(true), List.of(gzip(new byte[LIMIT])), little.share());

        assertThat(catchThrowableOfType(RefusedException.class, () -> bodies.of(post))
                        .problem()
                        .status())
                .isEqualTo(413);
        post.memory().release();
        assertThat(little.taken()).isZero();
    }

    @Test
    void refusesWhatIsNoWholeGzip() {
        byte[] packed = gzip(utf8("{\"a\":1}"));

        assertThat(refused(true, utf8("{}")).status()).isEqualTo(400);
        assertThat(refused(true, Arrays.copyOf(packed, packed.length - 5)).detail())
                .contains("gzip");
        packed[packed.length - 6] ^= 1;
        assertThat(refused(true, packed).detail()).contains("gzip");
        assertThat(refused(true).status()).isEqualTo(400);
    }

    @Test
    void namesTheByteThatIsNotUtf8() {
        assertThat(refused(false, new byte[] {'{', '"', (byte) 0xC3, '"'}).detail())
                .contains("offset 2");
        // An overlong form of a slash, and half of a surrogate pair.
        assertThat(refused(false, new byte[] {'a', (byte) 0xC0, (byte) 0xAF}).detail())
                .contains("offset 1");
        assertThat(refused(false, new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80})
                        .detail())
                .contains("offset 0");
        byte[] late = "x".repeat(40_000).getBytes(StandardCharsets.US_ASCII);
        late[39_999] = (byte) 0xE2;
        assertThat(refused(false, late).detail()).contains("offset 39999");
    }

    @Test
    void passesOverAByteOrderMark() throws Exception {
        assertThat(bodies.of(post(false, utf8("\ufeff{}")))).isEqualTo(utf8("{}"));
    }

    private Problem refused(boolean isGzip, byte[]... chunks) {
        return catchThrowableOfType(RefusedException.class, () -> bodies.of(post(isGzip, chunks)))
                .problem();
    }

    private Post post(boolean isGzip, byte[]... chunks) {
        return new Post(head(isGzip), List.of(chunks), budget.share());
    }

    private static PostHead head(boolean isGzip) {
        return new PostHead("r", "events", "", BodyFormat.JSON, isGzip, Optional.empty());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] gzip(byte[] text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return packed.toByteArray();
    }
}
