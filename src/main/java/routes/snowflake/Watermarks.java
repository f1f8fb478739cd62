package routes.snowflake;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads how far the marts have come. */
public final class Watermarks {
    private Watermarks() {}

    /**
     * The newest event of each feed that the marts have.
     *
     * @param rows of {@code watch/read_watermarks}
     */
    public static Map<String, Instant> of(List<Map<String, Object>> rows) {
        return rows.stream()
                .collect(Collectors.toUnmodifiableMap(
                        row -> Rows.text(row, "feed"),
                        row -> Instant.ofEpochSecond(Rows.number(row, "last_event_second"))));
    }
}
