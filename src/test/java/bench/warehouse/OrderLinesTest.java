package bench.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderLinesTest {
    @ParameterizedTest
    @EnumSource(Ids.class)
    void bringsOneLineInTwentyOfAKnownOrder(Ids ids) {
        OrderLines orders = new OrderLines(ids, 500);
        List<String> lines = orders.next(4_000);
        assertThat(lines).hasSize(4_000);
        assertThat(lines.stream().map(OrderLinesTest::id).distinct()).hasSize(3_800);
        assertThat(orders.orders()).isEqualTo(500 + 3_800);
    }

    @Test
    void repeatsHalfOfThemAndCorrectsTheOthers() {
        List<String> lines = new OrderLines(Ids.GROWING, 0).next(4_000);
        assertThat(lines.stream().distinct()).hasSize(3_900);
    }

    @Test
    void keepsTheDayAnOrderWasPlacedWhenItIsCorrected() {
        List<String> lines = new OrderLines(Ids.GROWING, 0).next(20);
        String corrected = lines.get(19);
        String first = lines.stream()
                .filter(line -> id(line).equals(id(corrected)))
                .findFirst()
                .orElseThrow();
        assertThat(corrected).isNotEqualTo(first);
        assertThat(field(corrected, -2)).isEqualTo(field(first, -2));
        assertThat(field(corrected, -1)).isGreaterThan(field(first, -1));
    }

    @Test
    void growsWithTimeOrDoesNot() {
        assertThat(Ids.GROWING.id(9)).isLessThan(Ids.GROWING.id(10));
        assertThat(List.of(Ids.RANDOM.id(1), Ids.RANDOM.id(2), Ids.RANDOM.id(3)))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[0-9a-f]{32}"));
    }

    private static String id(String line) {
        return line.substring(0, line.indexOf(','));
    }

    private static String field(String line, int fromEnd) {
        String[] fields = line.split(",", -1);
        return fields[fields.length + fromEnd];
    }
}
