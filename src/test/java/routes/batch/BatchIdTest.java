package routes.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchIdTest {
    @Test
    void tellsTheSecondInUtc() {
        BatchId id = BatchId.next(Batches.at(Instant.parse("2026-12-31T23:59:59.999Z")), new Random(1));

        assertThat(id.value()).matches("20261231T235959Z-[0-9a-f]{6}");
        assertThat(BatchId.matches(id.value())).isTrue();
        assertThat(id.partition()).isEqualTo("year=2026/month=12/day=31");
    }

    @Test
    void fillsItsRandomPartWithZeros() {
        Random zeros = new Random() {
            private static final long serialVersionUID = 1L;

            @Override
            public int nextInt(int bound) {
                return 0;
            }
        };

        assertThat(BatchId.next(Batches.at(Batches.NOON), zeros)).hasToString("20261120T120000Z-000000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "20261120T093000Z",
                "20261120T093000Z-0A1B2C",
                "20261120T093000Z-0a1b2c\n",
                "\n20261120T093000Z-0a1b2c",
                " 20261120T093000Z-0a1b2c",
                "20261120T093000Z-0a1b2c/..",
                "../20261120T093000Z-0a1b2c",
                "20261120T093000Z-0a1b2c' or '1'='1",
                "٢٠٢٦١١٢٠T093000Z-0a1b2c",
                "_manifest.json"
            })
    void refusesAnyOtherForm(String text) {
        assertThat(BatchId.matches(text)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatchId(text))
                .withMessageContaining("20261120T093000Z-0a1b2c");
    }

    @Test
    void sortsByAge() {
        List<BatchId> byAge = Stream.of("20251231T235959Z-ffffff", "20260101T000000Z-000000", "20260101T000000Z-00000a")
                .map(BatchId::new)
                .toList();

        assertThat(Stream.of(byAge.get(2), byAge.get(0), byAge.get(1)).sorted()).containsExactlyElementsOf(byAge);
    }
}
