package local.run;

import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import local.shop.Feed;
import local.shop.Truth;

/**
 * Which lines were to be rejected, and which were.
 *
 * @param expected lines by feed and rule, {@code orders/amount_is_positive}
 * @param found likewise, from {@code control.rejected_rows}
 */
record Judgement(Map<String, Long> expected, Map<String, Long> found) {

    static Judgement of(Truth truth, Tables tables) throws SQLException {
        Map<String, Long> expected = new TreeMap<>();
        for (Feed feed : Feed.values()) {
            truth.rejections(feed).forEach((rule, lines) -> expected.put(feed.feedName() + "/" + rule, lines));
        }
        Map<String, Long> found = new TreeMap<>();
        tables.forEach(
                "select feed || '/' || rule, count(*) from control.rejected_rows group by feed, rule",
                row -> found.put(row.get(0), Long.parseLong(row.get(1))));
        return new Judgement(expected, found);
    }

    /** Lines to be rejected. */
    long bad() {
        return expected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Lines that should have been rejected by a rule, and were not. */
    long missing() {
        return beyond(expected, found);
    }

    /** Lines that were rejected by a rule, and should not have been. */
    long excess() {
        return beyond(found, expected);
    }

    private static long beyond(Map<String, Long> some, Map<String, Long> others) {
        return some.entrySet().stream()
                .mapToLong(entry -> Math.max(0, entry.getValue() - others.getOrDefault(entry.getKey(), 0L)))
                .sum();
    }
}
