package routes.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChecksTest {
    private static Map<String, Object> row(String id, Object copies) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("ORDER_ID", id);
        row.put("COPIES", copies);
        return row;
    }

    @Test
    void letsATransactionGoOnThatBreaksNoPromise() {
        assertThatCode(() -> new Checks().require("orders_are_unique", List.of()))
                .doesNotThrowAnyException();
    }

    @Test
    void namesTheCheckAndItsFirstRows() {
        List<Map<String, Object>> rows = Collections.nCopies(40, row("O-1", 2));

        assertThatThrownBy(() -> new Checks().require("orders_are_unique", rows))
                .isInstanceOf(Checks.FailedCheckException.class)
                .hasMessageStartingWith("Check sql/checks/orders_are_unique.sql of property transform.checks does not"
                        + " hold: it returns 40 rows, the first: ORDER_ID=O-1, COPIES=2; ORDER_ID=O-1, COPIES=2;"
                        + " ORDER_ID=O-1, COPIES=2. Nothing was committed.")
                .hasMessageContaining("java -jar snowline.jar check orders_are_unique");
    }

    @Test
    void tellsForeignTextInOneHarmlessLine() {
        assertThat(Checks.told(List.of(row("O-1\norders_are_unique: holds\u001b[2J", null))))
                .isEqualTo("ORDER_ID=O-1 orders_are_unique: holds\\u001b[2J, COPIES=null");
    }
}
