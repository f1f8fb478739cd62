package routes.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0B, 0",
        "512B, 512",
        "64KiB, 65536",
        "5MiB, 5242880",
        "1GiB, 1073741824",
        "' 3 MiB ', 3145728",
        "8589934591GiB, 9223372035781033984"
    })
    void readsANumberWithItsUnit(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "MiB",
                "-1B",
                "1.5GiB",
                "5MB",
                "5mib",
                "5 TiB",
                "٥MiB",
                "1_000B",
                "8589934592GiB",
                "999999999999999GiB",
                "1000000000000000B"
            })
    void refusesAnyOtherForm(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteSize.parse(text))
                .withMessageContaining("expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0B", "1B", "1023B", "1KiB", "1025B", "1536KiB", "64MiB", "5GiB", "2048GiB"})
    void writesWhatItReads(String text) {
        assertThat(ByteSize.parse(text)).hasToString(text);
    }

    @Test
    void isNeverNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ByteSize(-1));
    }
}
