package local.wire;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A request as the gate saw it.
 *
 * @param number its place in the order of arrival, 1 for the first since the gate opened or its count was restarted
 * @param method for example {@code PUT}
 * @param path path and query as sent, still encoded
 * @param headers the first value of each header field; names in lower case
 */
public record Request(long number, String method, String path, Map<String, String> headers) {

    public Request {
        headers = Map.copyOf(headers);
    }

    /** The header of that name, in lower case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The operation AWS JSON protocols name in {@code X-Amz-Target}, or an empty text. */
    public String target() {
        return headers.getOrDefault("x-amz-target", "");
    }

    /** The request with exactly that number. */
    public static Predicate<Request> number(long number) {
        return request -> request.number() == number;
    }

    /** Every request of that method whose path, query included, contains the text. */
    public static Predicate<Request> to(String method, String pathPart) {
        return request -> request.method().equals(method) && request.path().contains(pathPart);
    }

    /** A statement to Snowflake, as its driver sends it. */
    public static Predicate<Request> statement() {
        return to("POST", "/queries/v1/query-request");
    }

    /** The one with this number among those of a kind, 1 for the first that this predicate is asked about. */
    public static Predicate<Request> nth(int number, Predicate<Request> kind) {
        AtomicInteger seen = new AtomicInteger();
        return request -> kind.test(request) && seen.incrementAndGet() == number;
    }

    /** Every request. */
    public static Predicate<Request> any() {
        return request -> true;
    }

    @Override
    public String toString() {
        return number + " " + method + " " + path + (target().isEmpty() ? "" : " " + target());
    }
}
