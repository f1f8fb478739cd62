package routes.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import routes.batch.FinishedBatch.UnloadedFile;

class UnloadReportTest {
    @Test
    void addsTheFilesOfEachStatement() {
        UnloadedFile before = new UnloadedFile("a.parquet", 1, 1);

        assertThat(UnloadReport.with(
                        List.of(before),
                        List.of(
                                Map.of("FILE_NAME", "b.parquet", "FILE_SIZE", 20L, "ROW_COUNT", 2),
                                Map.of("FILE_NAME", "c.parquet", "FILE_SIZE", 30, "ROW_COUNT", 3L))))
                .containsExactly(before, new UnloadedFile("b.parquet", 20, 2), new UnloadedFile("c.parquet", 30, 3));
    }

    @Test
    void takesTheOneCellOfAnEmptyUnloadForNoFile() {
        assertThat(UnloadReport.with(UnloadReport.empty(), List.of(Map.of("status", "0 files"))))
                .isEmpty();
    }

    @Test
    void namesAttemptsInTheFormThatPathsTake() {
        Attempts attempts = new Attempts(new Random(1));

        assertThat(attempts.next()).matches("[0-9a-f]{12}").isNotEqualTo(attempts.next());
    }
}
