package routes.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * One thing asked of Jolokia, which Jolokia's own policy sees by its name only: here is looked at the rest.
 *
 * @param json as it was sent
 */
record JolokiaRequest(JsonNode json) {
    static final String BODY_MAX_CHARS = "BodyMaxChars";
    static final String BODY_INCLUDE_FILES = "BodyIncludeFiles";
    static final String BODY_INCLUDE_STREAMS = "BodyIncludeStreams";
    static final String TRACE_PATTERN = "TracePattern";

    /** Of each of a thousand traced messages; batches of records are megabytes. */
    static final int MAX_BODY_CHARS = 32 * 1024;

    private static final Pattern TRACED = Pattern.compile("dump(All)?TracedMessagesAsXml\\b");
    private static final Pattern LONE = Pattern.compile("&(?!(?:amp|lt|gt|quot|apos|#\\d{1,7}|#x[0-9a-fA-F]{1,6});)");
    private static final Set<String> TYPES = Set.of("read", "write", "exec", "list", "search", "version");
    /** For Jolokia zero and less are no limit, in spite of the limits it was given. */
    private static final Set<String> LIMITS = Set.of("maxDepth", "maxCollectionSize", "maxObjects");

    /** Why it is not passed on; nothing if it is. */
    Optional<String> objection() {
        if (!json.isObject() || !TYPES.contains(type())) {
            return Optional.of("expected an object with a type of "
                    + TYPES.stream().sorted().toList());
        }
        if (json.has("target")) {
            return Optional.of("nothing is passed on to another process");
        }
        JsonNode config = json.path("config");
        for (String limit : LIMITS) {
            if (config.has(limit) && !isLimit(config.get(limit).asText())) {
                return Optional.of(limit + " has to be 1 or more");
            }
        }
        return type().equals("write") ? objectionToWrite() : Optional.empty();
    }

    /** Whether a value of one of these parameters limits anything; of other parameters any value will do. */
    static boolean isFit(String parameter, String value) {
        return !LIMITS.contains(parameter) || isLimit(value);
    }

    /**
     * The answer to it, made readable: in the XML of traced messages Camel writes the URIs of endpoints as they are, with each
     * {@code &} alone, and the console shows nothing at all of what is no XML.
     */
    String mend(String answer) {
        return TRACED.matcher(json.path("operation").asText()).lookingAt()
                ? LONE.matcher(answer).replaceAll("&amp;")
                : answer;
    }

    /** Whether it is for the statistics of all routes at once, which are dear. */
    boolean isForStatistics() {
        return type().equals("exec") && json.path("operation").asText().startsWith("dumpRoutesStatsAsXml");
    }

    /** Whether it is a step towards changing something: writing, or calling what a viewer may not. */
    boolean isSteering(JolokiaPolicy viewer) {
        return type().equals("write") || (type().equals("exec") && !isLooking(viewer));
    }

    private boolean isLooking(JolokiaPolicy viewer) {
        try {
            return viewer.isOperationAllowed(
                    new ObjectName(json.path("mbean").asText()),
                    json.path("operation").asText());
        } catch (MalformedObjectNameException e) {
            return false;
        }
    }

    /** What is asked for, without the values, which may be anything. */
    @Override
    public String toString() {
        return type() + " " + json.path("mbean").asText() + " "
                + json.path(type().equals("write") ? "attribute" : "operation").asText();
    }

    private String type() {
        return json.path("type").asText().toLowerCase(Locale.ROOT);
    }

    private Optional<String> objectionToWrite() {
        String attribute = json.path("attribute").textValue();
        String value = json.path("value").asText();
        if (attribute == null || json.has("path")) {
            return Optional.of("expected the name of an attribute, and no path into it");
        }
        return switch (attribute) {
            // Reading a stream to trace it would take it away from the route.
            case BODY_INCLUDE_FILES, BODY_INCLUDE_STREAMS ->
                value.equals("false") ? Optional.empty() : Optional.of(attribute + " can only be false");
            case BODY_MAX_CHARS ->
                isNumber(value) && Long.parseLong(value) <= MAX_BODY_CHARS
                        ? Optional.empty()
                        : Optional.of(attribute + " has to be a number from 0 to " + MAX_BODY_CHARS);
            // Camel would take more for a regular expression, which may take for ever.
            case TRACE_PATTERN ->
                value.matches("[a-z0-9*,-]{1,200}")
                        ? Optional.empty()
                        : Optional.of(attribute + " has to be ids of routes with commas between, * for any characters");
            default -> Optional.empty();
        };
    }

    private static boolean isLimit(String value) {
        return isNumber(value) && Long.parseLong(value) > 0;
    }

    private static boolean isNumber(String value) {
        return value.matches("\\d{1,9}");
    }
}
