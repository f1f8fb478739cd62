package routes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvBodyTest {
    private static final int ROW_LIMIT = 100_000;

    private final List<String> taken = new ArrayList<>();

    @Test
    void makesAnObjectOfStringsOfEachRow() throws Exception {
        read("id,amount\r\nA,01.50\r\n\r\n\"B\"\"\",\"two\nlines, é\"\r\n");

        assertThat(taken)
                .containsExactly(
                        "0 A {\"id\":\"A\",\"amount\":\"01.50\"}",
                        "1 B\" {\"id\":\"B\\\"\",\"amount\":\"two\\nlines, é\"}");
    }

    @Test
    void takesNothingOfAHeaderAlone() throws Exception {
        read("id,amount\r\n");

        assertThat(taken).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id,amount~A,1~B       | has 1 values",
                "id~A~B,2              | has 2 values",
                "id~A~\"B              | not CSV",
                "id~A~\"B\"x           | not CSV",
            })
    void saysWhichRowIsWrong(String text, String reason) {
        RefusedException refused = catchThrowableOfType(
                RefusedException.class, () -> read(text.strip().replace("~", "\r\n")));

        assertThat(refused.problem().index()).contains(1);
        assertThat(refused.problem().detail()).contains(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"id,id~1,2", "id,~1,2"})
    void needsAHeaderThatTellsColumnsApart(String text) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> read(text.replace("~", "\r\n")));

        assertThat(refused.problem().detail()).contains("first row");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id,", ",", "id\r\n,", "id\r\n\"\u0001"})
    void stopsAtARowThatIsLargerThanAnyEvent(String begin) {
        String last = begin.substring(begin.length() - 1);
        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> read(begin + last.repeat(ROW_LIMIT + 40_000)));

        assertThat(refused.problem().status()).isEqualTo(Problem.CONTENT_TOO_LARGE);
        assertThat(taken).isEmpty();
    }

    @Test
    void takesAnyNumberOfRowsBelowTheLimit() throws Exception {
        read("id,text\r\n" + ("A," + "x".repeat(ROW_LIMIT / 2) + "\r\n").repeat(20));

        assertThat(taken).hasSize(20);
    }

    private void read(String text) throws RefusedException {
        new CsvBody(Optional.of("id"), ROW_LIMIT)
                .read(
                        text.getBytes(StandardCharsets.UTF_8),
                        (index, bytes, from, to, partition) -> taken.add(index + " " + partition + " "
                                + new String(bytes, from, to - from, StandardCharsets.UTF_8)));
    }
}
