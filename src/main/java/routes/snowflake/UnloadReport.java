package routes.snowflake;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import routes.batch.FinishedBatch.UnloadedFile;

/** Reads what COPY INTO a location says with DETAILED_OUTPUT: one row a file. */
public final class UnloadReport {
    private UnloadReport() {}

    /** No files yet. */
    public static List<UnloadedFile> empty() {
        return List.of();
    }

    /** Files unloaded before, and those of one more statement. */
    public static List<UnloadedFile> with(List<UnloadedFile> files, List<Map<String, Object>> rows) {
        return Stream.concat(
                        files.stream(),
                        rows.stream()
                                .filter(row -> row.size() > 1)
                                .map(row -> new UnloadedFile(
                                        Rows.text(row, "file_name"),
                                        Rows.number(row, "file_size"),
                                        Rows.number(row, "row_count"))))
                .toList();
    }
}
