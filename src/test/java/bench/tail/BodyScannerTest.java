package bench.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyScannerTest {
    private final List<Long> lengths = new ArrayList<>();
    private final StringBuilder base64 = new StringBuilder();
    private final BodyScanner scanner = new BodyScanner(new BodyScanner.Records() {
        @Override
        public void part(byte[] bytes, int from, int to) {
            base64.append(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
        }

        @Override
        public void end(long bytes) {
            lengths.add(bytes);
            base64.append('|');
        }
    });

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 1_000})
    void findsRecordsWhereverTheBodyIsCut(int part) {
        byte[] body = ("{\"DeliveryStreamName\":\"Data stream\",\"Records\":[{\"Data\":\"" + encode("a\n")
                        + "\"},{\"Data\":\"" + encode("ab\n") + "\"}, {\"Data\" : \"" + encode("abc\n") + "\"}]}")
                .getBytes(StandardCharsets.US_ASCII);
        for (int from = 0; from < body.length; from += part) {
            byte[] bytes = Arrays.copyOfRange(body, from, Math.min(body.length, from + part));
            scanner.scan(bytes, bytes.length);
        }
        assertThat(lengths).containsExactly(2L, 3L, 4L);
        assertThat(base64).hasToString(encode("a\n") + "|" + encode("ab\n") + "|" + encode("abc\n") + "|");
    }

    @Test
    void takesNoOtherStringForARecord() {
        byte[] body = "{\"DeliveryStreamName\":\"orders\",\"Records\":[]}".getBytes(StandardCharsets.US_ASCII);
        scanner.scan(body, body.length);
        assertThat(lengths).isEmpty();
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
