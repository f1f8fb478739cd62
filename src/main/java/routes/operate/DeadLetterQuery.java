package routes.operate;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import routes.deadletter.DeadLetter;
import routes.deadletter.DeadLetterList;

/**
 * Which dead letters somebody wants to see.
 *
 * @param reason a text that the reason holds; empty for any
 * @param feed the feed; empty for any
 * @param kind {@code objects} or {@code lines}; empty for both
 * @param after the key to begin behind; empty to begin at the first
 * @param limit how many at most
 */
record DeadLetterQuery(String reason, String feed, String kind, String after, int limit) {
    static final int USUAL_LIMIT = 50;
    static final int HIGHEST_LIMIT = 200;
    private static final int LONGEST_REASON = 200;
    private static final Set<String> NAMES =
            new TreeSet<>(Set.of("reason", "feed", "kind", "cursor", "limit", "format"));
    private static final Pattern FEED = Pattern.compile("[a-z][a-z0-9_]{0,39}|_undeclared");

    /**
     * Reads it from the parameters of a request.
     *
     * @throws Refusal naming the parameter that is not understood
     */
    static DeadLetterQuery of(Map<String, String> parameters) {
        Parameters.check(parameters, NAMES);
        String kind = parameters.getOrDefault("kind", "");
        if (!Set.of("", DeadLetter.OBJECTS, DeadLetter.LINES).contains(kind)) {
            throw Parameters.refused("kind", kind, DeadLetter.OBJECTS + " or " + DeadLetter.LINES);
        }
        String cursor = parameters.getOrDefault("cursor", "");
        if (!cursor.isEmpty() && !DeadLetterList.isKey(cursor)) {
            throw Parameters.refused("cursor", cursor, "the value of next in the page before");
        }
        return new DeadLetterQuery(
                reason(parameters.getOrDefault("reason", "")),
                feed(parameters.getOrDefault("feed", "")),
                kind,
                cursor,
                Parameters.limit(parameters, USUAL_LIMIT, HIGHEST_LIMIT));
    }

    /** A reason of a length that makes sense. */
    static String reason(String reason) {
        if (reason.length() > LONGEST_REASON) {
            throw Parameters.refused("reason", reason, "a part of a reason, " + LONGEST_REASON + " characters at most");
        }
        return reason;
    }

    /** A feed, or the folder of those that nobody declares. */
    static String feed(String feed) {
        if (!feed.isEmpty() && !FEED.matcher(feed).matches()) {
            throw Parameters.refused("feed", feed, "the name of a feed, such as orders, or _undeclared");
        }
        return feed;
    }
}
