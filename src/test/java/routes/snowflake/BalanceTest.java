package routes.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BalanceTest {
    private static Map<String, Object> balanced() {
        return new HashMap<>(Map.of(
                "FEED", "orders",
                "ROWS_PARSED", 100,
                "ROWS_ACCEPTED", 90L,
                "ROWS_REJECTED", 10,
                "ROWS_INSERTED", 50,
                "ROWS_UPDATED", 20,
                "ROWS_SUPERSEDED", 13,
                "ROWS_REPEATED", 5,
                "ROWS_HELD", 2));
    }

    @Test
    void letsRowsPassThatAreAllAccountedFor() {
        assertThatCode(() -> new Balance().check(List.of(balanced(), balanced())))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ROWS_PARSED",
                "ROWS_ACCEPTED",
                "ROWS_REJECTED",
                "ROWS_INSERTED",
                "ROWS_UPDATED",
                "ROWS_SUPERSEDED",
                "ROWS_REPEATED",
                "ROWS_HELD"
            })
    void refusesOneRowTooFewAnywhere(String column) {
        Map<String, Object> row = balanced();
        row.merge(column, -1, (before, less) -> ((Number) before).longValue() - 1);

        assertThatThrownBy(() -> new Balance().check(List.of(balanced(), row)))
                .isInstanceOf(Balance.UnbalancedException.class)
                .hasMessageContaining("feed orders")
                .hasMessageContaining("Nothing was committed");
    }

    @Test
    void tellsHowManyRowsTheLatestRunCouldNotAccountFor() {
        Balance balance = new Balance();
        assertThat(balance.unaccounted()).as("not measured yet").isNaN();
        balance.check(List.of(balanced()));
        assertThat(balance.unaccounted()).isZero();

        Map<String, Object> tooMany = balanced();
        tooMany.put("ROWS_PARSED", 103);
        Map<String, Object> tooFew = balanced();
        tooFew.put("ROWS_PARSED", 98);
        assertThatThrownBy(() -> balance.check(List.of(tooMany, tooFew)))
                .isInstanceOf(Balance.UnbalancedException.class);
        assertThat(balance.unaccounted()).isEqualTo(5);

        balance.check(List.of());
        assertThat(balance.unaccounted()).isZero();
    }
}
