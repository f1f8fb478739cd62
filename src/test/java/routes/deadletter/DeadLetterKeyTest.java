package routes.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DeadLetterKeyTest {
    private static final String TAG = "0123456789abcdef";

    static Stream<String> hostileTexts() {
        return Stream.of(
                "",
                ".",
                "..",
                "../../processing/x",
                "line\nbreak.gz\n",
                "ünï-日本-😀.gz",
                "'; drop table x; --",
                "\u0000\u001b[2J",
                "ORDERS",
                "or ders",
                "_undeclared",
                "x".repeat(1_024),
                "é".repeat(512) + ".gz");
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void isHarmlessWhateverTheThingWasCalled(String hostile) {
        String object = DeadLetterKey.ofObject(hostile, "landing/" + hostile + "/" + hostile, hostile);
        String line = DeadLetterKey.ofLine(hostile, hostile, 0);

        assertThat(object).matches("dead-letter/objects/[a-z0-9_]{1,40}/[0-9a-f]{24}(\\.[a-z0-9]{1,8}){0,2}");
        assertThat(line).matches("dead-letter/lines/[a-z0-9_]{1,40}/[0-9a-f]{24}");
    }

    @ParameterizedTest
    @CsvSource({
        "landing/orders/x.csv.gz, .csv.gz",
        "landing/orders/x.gz, .gz",
        "landing/orders/x.json, .json",
        "landing/orders/stream-1-2026, ''",
        "landing/orders/x.tar.csv.gz, .csv.gz",
        "landing/orders/x.averylongending, ''",
        "landing/orders.d/x, ''"
    })
    void keepsTheEnding(String landingKey, String ending) {
        assertThat(DeadLetterKey.ofObject("orders", landingKey, TAG))
                .matches("dead-letter/objects/orders/[0-9a-f]{24}" + ending.replace(".", "\\."));
    }

    @Test
    void isTheSameForTheSameThingOnly() {
        assertThat(List.of(
                        DeadLetterKey.ofObject("orders", "landing/orders/x", TAG),
                        DeadLetterKey.ofObject("orders", "landing/orders/y", TAG),
                        DeadLetterKey.ofObject("orders", "landing/orders/x", "fedcba"),
                        DeadLetterKey.ofObject("returns", "landing/orders/x", TAG)))
                .doesNotHaveDuplicates()
                .first()
                .isEqualTo(DeadLetterKey.ofObject("orders", "landing/orders/x", TAG));
        assertThat(List.of(
                        DeadLetterKey.ofLine("orders", "source", 1),
                        DeadLetterKey.ofLine("orders", "source", 2),
                        DeadLetterKey.ofLine("orders", "other", 1)))
                .doesNotHaveDuplicates()
                .first()
                .isEqualTo(DeadLetterKey.ofLine("orders", "source", 1));
    }
}
