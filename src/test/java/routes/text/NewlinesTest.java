package routes.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NewlinesTest {
    @Test
    void countsAsCountingOneByOneDoes() {
        Random random = new Random(1);
        for (int length = 0; length < 300; length++) {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                // Newlines and the bytes beside them in value, with and without the highest bit.
                bytes[i] = (byte) ((9 + random.nextInt(3)) | (random.nextInt(4) == 0 ? 0x80 : 0));
            }
            int expected = 0;
            for (byte each : bytes) {
                expected += each == '\n' ? 1 : 0;
            }
            assertThat(Newlines.count(bytes)).as("%d bytes", length).isEqualTo(expected);
        }
    }

    @Test
    void tellsEveryByteFromANewline() {
        for (int value = 0; value < 256; value++) {
            byte[] bytes = new byte[24];
            java.util.Arrays.fill(bytes, (byte) value);
            assertThat(Newlines.count(bytes)).isEqualTo(value == '\n' ? 24 : 0);
        }
    }
}
