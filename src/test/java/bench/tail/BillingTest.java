package bench.tail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillingTest {
    @ParameterizedTest
    @CsvSource({"1, 5120", "104, 5120", "5120, 5120", "5121, 10240", "999960, 1003520"})
    void roundsEachRecordUpToFiveKilobytes(long bytes, long billed) {
        assertThat(Billing.billed(bytes)).isEqualTo(billed);
    }
}
