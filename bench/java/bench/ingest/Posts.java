package bench.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is posted.
 *
 * @param events in each post
 * @param connections that post at once
 */
record Posts(int events, int connections) {
    /** A small event of a shop's page, about as long as a line of a log. */
    private static String event(int number) {
        return String.format(
                Locale.ROOT,
                "{\"event_id\":\"e-%06d\",\"type\":\"page_view\",\"customer\":\"c-%05d\",\"page\":\"/products/%d\","
                        + "\"event_at\":\"2026-11-20T10:00:00Z\"}",
                number,
                number * 7919 % 20_000,
                number % 977);
    }

    /** The bytes of one event, about. */
    static int eventBytes() {
        return event(0).length();
    }

    /** The body: an object, or one in each line. */
    String body(int connection) {
        return IntStream.range(0, events)
                .mapToObj(i -> event(connection * events + i))
                .collect(Collectors.joining("\n"));
    }

    /** A whole request, in the bytes that go over the wire. */
    byte[] request(String path, int connection) {
        byte[] body = body(connection).getBytes(StandardCharsets.UTF_8);
        String head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: "
                + (events == 1 ? "application/json" : "application/x-ndjson") + "\r\nContent-Length: " + body.length
                + "\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[start.length + body.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(body, 0, request, start.length, body.length);
        return request;
    }

    @Override
    public String toString() {
        return events == 1 ? "1 event a post" : events + " events a post";
    }
}
