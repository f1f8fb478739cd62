package routes.snowflake;

import java.util.List;
import java.util.Map;
import routes.batch.LoadedRange;

/** Reads which bytes of which files a batch has loaded. */
public final class LoadedRanges {
    private LoadedRanges() {}

    /**
     * The ranges.
     *
     * @param rows of {@code watch/find_ranges_<feed>}
     */
    public static List<LoadedRange> of(List<Map<String, Object>> rows) {
        return rows.stream()
                .map(row -> new LoadedRange(
                        Rows.text(row, "source"), Rows.number(row, "first_byte"), Rows.number(row, "last_byte")))
                .toList();
    }
}
