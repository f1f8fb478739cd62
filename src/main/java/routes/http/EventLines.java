package routes.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import routes.ingest.Event;

/**
 * Makes lines of the events of one request: each with its id, the time at which the request was received and the request's
 * name, and with no white space of its own. Those that break the feed's schema are kept apart with the reason. Belongs to
 * one thread.
 */
final class EventLines implements EventSink {
    /** The most events of a request, so that small ones do not take a multiple of the body's limit. */
    static final int MAX_EVENTS = 10_000;

    /** What an event costs in memory beside its line: itself, its array, its answer. */
    private static final int OBJECT_BYTES = 200;

    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final byte[] BEFORE_ID = "{\"metadata\":{\"id\":\"".getBytes(StandardCharsets.US_ASCII);

    private final int eventLimit;
    private final Optional<EventSchema> schema;
    private final ByteBudget.Share memory;
    private final EventIds ids;
    private final byte[] afterId;
    private final List<Event> events = new ArrayList<>();
    private final List<Integer> indexes = new ArrayList<>();
    private final Map<Integer, String> rejected = new TreeMap<>();

    /**
     * Creates it.
     *
     * @param eventLimit the most bytes of an event
     * @param memory where the memory for lines comes from
     */
    EventLines(PostHead head, Instant received, int eventLimit, Optional<EventSchema> schema, ByteBudget.Share memory) {
        this.eventLimit = eventLimit;
        this.schema = schema;
        this.memory = memory;
        this.ids = EventIds.of(head);
        this.afterId = ("\",\"received\":\"" + MILLIS.format(received) + "\",\"request\":\"" + head.request()
                        + "\"},\"data\":")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Those to put, in the order of the body. */
    List<Event> events() {
        return events;
    }

    /** The index in the body of each event to put. */
    List<Integer> indexes() {
        return indexes;
    }

    /** Why the schema refuses events, by index. */
    Map<Integer, String> rejected() {
        return rejected;
    }

    @Override
    public void take(int index, byte[] text, int from, int to, String partition) throws RefusedException {
        if (events.size() + rejected.size() == MAX_EVENTS) {
            throw new RefusedException(Problem.of(
                    Problem.CONTENT_TOO_LARGE,
                    "A request has " + MAX_EVENTS + " events at most. Send fewer at once. Nothing was accepted."));
        }
        if (to - from > eventLimit) {
            throw new RefusedException(Problem.at(
                    index,
                    Problem.CONTENT_TOO_LARGE,
                    "Event " + index + " has " + (to - from) + " bytes; " + eventLimit + " are the most. Nothing was"
                            + " accepted."));
        }
        memory.grow(OBJECT_BYTES + afterId.length + (to - from));
        Optional<String> reason = schema.flatMap(rules -> rules.problem(text, from, to));
        if (reason.isPresent()) {
            rejected.put(index, reason.get());
        } else {
            events.add(new Event(line(ids.at(index), text, from, to), partition));
            indexes.add(index);
        }
    }

    private byte[] line(String id, byte[] text, int from, int to) {
        byte[] line = new byte[BEFORE_ID.length + id.length() + afterId.length + (to - from) + 2];
        System.arraycopy(BEFORE_ID, 0, line, 0, BEFORE_ID.length);
        int at = BEFORE_ID.length;
        for (int i = 0; i < id.length(); i++) {
            line[at++] = (byte) id.charAt(i);
        }
        System.arraycopy(afterId, 0, line, at, afterId.length);
        at = compact(text, from, to, line, at + afterId.length);
        line[at++] = '}';
        line[at++] = '\n';
        return at == line.length ? line : Arrays.copyOf(line, at);
    }

    /** Copies JSON without the white space outside of strings; the offset after it. */
    private static int compact(byte[] text, int from, int to, byte[] line, int start) {
        int at = start;
        boolean isString = false;
        for (int i = from; i < to; i++) {
            byte b = text[i];
            if (b == '"') {
                isString = !isString;
            } else if (isString && b == '\\') {
                line[at++] = b;
                b = text[++i];
            } else if (!isString && (b == ' ' || b == '\n' || b == '\r' || b == '\t')) {
                continue;
            }
            line[at++] = b;
        }
        return at;
    }
}
