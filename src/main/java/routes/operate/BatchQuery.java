package routes.operate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import routes.batch.BatchId;
import routes.text.Printable;

/**
 * Which batches somebody wants to see. Ids sort by time, so times and the cursor are ids.
 *
 * @param status one of {@link #STATUSES}; empty for any
 * @param feed a feed; empty for any
 * @param since the least id
 * @param before above the greatest id
 * @param isFirst whether this is the first page
 * @param limit how many at most
 */
record BatchQuery(String status, String feed, String since, String before, boolean isFirst, int limit) {
    /** In processing and not in the warehouse yet; in the marts; kept out of them until somebody decides. */
    static final Set<String> STATUSES = new TreeSet<>(Set.of(BatchSummary.UNFINISHED, "loaded", "held"));

    static final int USUAL_LIMIT = 50;
    /** One less than what sql/watch/list_batches answers with, so that it is seen whether there are more. */
    static final int HIGHEST_LIMIT = 200;

    private static final Set<String> NAMES =
            new TreeSet<>(Set.of("status", "feed", "since", "until", "cursor", "limit", "format"));
    private static final Pattern FEED = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final String LEAST = "0";
    private static final String GREATEST = "9";

    /** The newest of all. */
    static BatchQuery newest(int limit) {
        return new BatchQuery("", "", LEAST, GREATEST, true, limit);
    }

    /**
     * Reads it from the parameters of a request.
     *
     * @throws Refusal naming the parameter that is not understood
     */
    static BatchQuery of(Map<String, String> parameters) {
        Parameters.check(parameters, NAMES);
        String status = parameters.getOrDefault("status", "");
        if (!status.isEmpty() && !STATUSES.contains(status)) {
            throw Parameters.refused("status", status, "one of " + String.join(", ", STATUSES));
        }
        String feed = parameters.getOrDefault("feed", "");
        if (!feed.isEmpty() && !FEED.matcher(feed).matches()) {
            throw Parameters.refused("feed", feed, "the name of a feed, such as orders");
        }
        String since = time(parameters, "since", LEAST);
        String until = time(parameters, "until", GREATEST);
        String cursor = parameters.getOrDefault("cursor", "");
        if (!cursor.isEmpty() && !BatchId.matches(cursor)) {
            throw Parameters.refused("cursor", cursor, "the value of next in the page before");
        }
        boolean isFirst = cursor.isEmpty();
        return new BatchQuery(
                status,
                feed,
                since,
                isFirst || until.compareTo(cursor) < 0 ? until : cursor,
                isFirst,
                Parameters.limit(parameters, USUAL_LIMIT, HIGHEST_LIMIT));
    }

    /** Whether a batch is among them, by its id and feeds. */
    boolean holds(BatchId batch, Iterable<String> feeds) {
        if (batch.value().compareTo(since) < 0 || batch.value().compareTo(before) >= 0) {
            return false;
        }
        for (String one : feeds) {
            if (one.equals(feed)) {
                return true;
            }
        }
        return feed.isEmpty();
    }

    private static String time(Map<String, String> parameters, String name, String otherwise) {
        String text = parameters.getOrDefault(name, "");
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            Instant time = text.length() == "2026-11-20".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    // A form of a page has times without seconds and zone.
                    : Instant.parse(text.matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}") ? text + ":00Z" : text);
            return BatchId.since(time);
        } catch (DateTimeParseException | ArithmeticException e) {
            throw Parameters.refused(
                    name, Printable.of(text), "a day or a time in UTC, such as 2026-11-20 or 2026-11-20T09:30:00Z");
        }
    }
}
