package routes.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import routes.batch.BatchCounts;

class CommittedBatchTest {
    @Test
    void readsTheCounts() {
        List<String> columns = List.of(
                "objects_listed",
                "objects_loaded",
                "objects_repeated",
                "objects_failed",
                "objects_missing",
                "rows_parsed",
                "rows_accepted",
                "rows_rejected",
                "rows_inserted",
                "rows_updated",
                "rows_superseded",
                "rows_repeated",
                "rows_held",
                "rows_extra");
        Map<String, Object> row = new HashMap<>();
        columns.forEach(column -> row.put(column.toUpperCase(java.util.Locale.ROOT), columns.indexOf(column) + 1));

        row.put("STATUS", "held");

        BatchCounts counts = CommittedBatch.counts("id", List.of(row));

        assertThat(counts).isEqualTo(new BatchCounts("held", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14));
        assertThat(counts).hasToString("2 of 1 objects, 6 rows, 8 rejected; HELD, the marts are as they were");
    }

    @Test
    void saysThatACommitWasLost() {
        assertThatThrownBy(() -> CommittedBatch.counts("20261120T093000Z-0a1b2c", List.of()))
                .isInstanceOf(CommittedBatch.LostCommitException.class)
                .hasMessageContaining("20261120T093000Z-0a1b2c");
    }

    @Test
    void tellsHowLongTheStatementsRanWhereTheSqlTells() {
        Map<String, Object> row = new HashMap<>(Map.of("STATEMENT_MILLISECONDS", 1_250));
        assertThat(CommittedBatch.statements(List.of(row))).hasMillis(1_250);
        row.clear();
        row.put("STATUS", "loaded");
        assertThat(CommittedBatch.statements(List.of(row))).isZero();
    }
}
