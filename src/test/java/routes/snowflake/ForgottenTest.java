package routes.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForgottenTest {
    private static final String OBJECT =
            "processed/raw/orders/year=2026/month=11/day=20/20261120T093000Z-0a1b2c/000001.csv.gz";
    private static final String FOLDER = "processed/mart/orders/year=2026/month=11/day=20/20261120T093000Z-0a1b2c/";

    @Test
    void tellsWhatIsErasedAndWhatIsLeft() {
        Forgotten forgotten = Forgotten.archived(Forgotten.asked("C-1"), List.of(Map.of("SOURCE_FILE", OBJECT)));
        forgotten = Forgotten.within(forgotten, List.of(Map.of("BATCH_ID", "20261119T093000Z-0a1b2c")));
        forgotten = Forgotten.erased(forgotten, "forget/collect_orders", 3);
        forgotten = Forgotten.erased(forgotten, "forget/delete_raw_orders", 3);
        forgotten = Forgotten.erased(forgotten, "forget/delete_mart_orders", 0);
        forgotten = Forgotten.unloaded(forgotten, List.of(FOLDER));

        assertThat(forgotten.batches()).containsExactly("20261119T093000Z-0a1b2c", "20261120T093000Z-0a1b2c");
        assertThat(forgotten.lines())
                .startsWith("Erased 3 rows of the customer C-1:", "  mart_orders 0", "  raw_orders 3")
                .contains("  " + OBJECT, "  " + FOLDER)
                .anyMatch(line -> line.contains("reload"))
                .anyMatch(line -> line.contains("Time Travel"))
                .anyMatch(line -> line.contains("old ones of these objects"))
                .anyMatch(line -> line.contains("revenue"))
                .last()
                .asString()
                .startsWith("Not looked at: landing/, processing/ and dead-letter/.");
    }

    @Test
    void namesObjectsThatNoLoaderWroteAndAsksForNoParquetOfTheirs() {
        Forgotten forgotten = Forgotten.archived(
                Forgotten.asked("C-1"), List.of(Map.of("SOURCE_FILE", "processed/raw/mine\u001b[31m.csv")));

        assertThat(forgotten.batches()).isEmpty();
        assertThat(forgotten.lines()).contains("  processed/raw/mine\\u001b[31m.csv");
    }

    @Test
    void saysThatNobodyIsKnown() {
        assertThat(Forgotten.asked("C-1\nErased 9 rows").lines().get(0))
                .isEqualTo("Nothing names the customer C-1 Erased 9 rows: no row of the warehouse, no archived object."
                        + " Nothing was changed.");
    }

    @Test
    void takesOnlyIdsThatCanBeToldFromTheSpaceBetweenFields() {
        assertThat(Forgotten.customerId(" C-1\t")).isEqualTo("C-1");
        for (String id : List.of("", " ", ",", "\",\"", "\u001f", "%")) {
            assertThatThrownBy(() -> Forgotten.customerId(id))
                    .as(id)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected at least one letter or digit");
        }
    }
}
