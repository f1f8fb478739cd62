package routes.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How a body holds events. */
enum BodyFormat {
    /** One object, or an array of them; an event's index is its place in the array. */
    JSON,
    /** One object a line; an event's index is the number of its line, blank ones counted. */
    LINES,
    /** A header row and one row an event; an event's index is the number of its row after the header. */
    CSV;

    private static final Map<String, BodyFormat> TYPES = Map.of(
            "application/json", JSON,
            "application/x-ndjson", LINES,
            "application/ndjson", LINES,
            "text/csv", CSV);

    /** The format that a Content-Type names; empty if it is none of them, or in a character set other than UTF-8. */
    static Optional<BodyFormat> of(String contentType) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].replace("\"", "").replace(" ", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(TYPES.get(parts[0].strip()));
    }
}
