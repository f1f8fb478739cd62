package routes.http;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Decides by its headers whether a post may go on, before any of its body is read: who posts, to what, and in what form. Safe
 * for any number of threads.
 */
final class Admission {
    private static final String BEARER = "bearer ";
    /** No key is longer; a longer one need not be hashed to be none. */
    private static final int MAX_KEY_LENGTH = 256;

    private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private final Set<String> feeds;
    private final Optional<Supplier<ApiKeys>> keys;
    private final long bodyLimit;

    /**
     * Creates it.
     *
     * @param feeds that take posts
     * @param keys those that hold now; empty if anybody may post
     * @param bodyLimit in bytes
     */
    Admission(Collection<String> feeds, Optional<Supplier<ApiKeys>> keys, long bodyLimit) {
        this.feeds = Set.copyOf(feeds);
        this.keys = keys;
        this.bodyLimit = bodyLimit;
    }

    /**
     * Lets a post in.
     *
     * @param feed as the path names it
     * @throws RefusedException if it may not go on
     */
    PostHead admit(String request, String feed, Headers headers) throws RefusedException {
        Optional<ApiKey> key = authenticate(headers);
        if (!feeds.contains(feed)) {
            throw refused(
                    Problem.NOT_FOUND,
                    "No feed of this name takes events. Feeds that do have a property" + " feed.<name>.ingest.");
        }
        if (key.isPresent() && !key.get().isFor(feed)) {
            throw refused(Problem.FORBIDDEN, "This API key is not for feed " + feed + ".");
        }
        BodyFormat format = format(headers);
        boolean isGzip = isGzip(headers);
        checkLength(headers);
        checkExpectation(headers);
        return new PostHead(request, feed, key.map(ApiKey::name).orElse(""), format, isGzip, idempotencyKey(headers));
    }

    private Optional<ApiKey> authenticate(Headers headers) throws RefusedException {
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        Optional<ApiKey> key = keys.get().get().find(presented(headers));
        if (key.isEmpty()) {
            throw unauthorized("The API key is not known here. It may have been replaced.");
        }
        return key;
    }

    private static String presented(Headers headers) throws RefusedException {
        List<String> authorization = headers.all("Authorization");
        List<String> named = headers.all("X-Api-Key");
        if (authorization.size() + named.size() != 1) {
            throw unauthorized("Send the API key once: as Authorization: Bearer <key>, or as X-Api-Key: <key>.");
        }
        String key =
                named.isEmpty() ? bearer(authorization.get(0)) : named.get(0).strip();
        if (key.length() > MAX_KEY_LENGTH) {
            throw unauthorized("The API key is not known here.");
        }
        return key;
    }

    private static String bearer(String authorization) throws RefusedException {
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw unauthorized("Authorization has to be Bearer <key>.");
        }
        return authorization.substring(BEARER.length()).strip();
    }

    private static BodyFormat format(Headers headers) throws RefusedException {
        List<String> types = headers.all("Content-Type");
        Optional<BodyFormat> format = types.size() == 1 ? BodyFormat.of(types.get(0)) : Optional.empty();
        return format.orElseThrow(() -> refused(
                Problem.UNSUPPORTED_MEDIA_TYPE,
                "Send one Content-Type: application/json, application/x-ndjson or text/csv, in UTF-8."));
    }

    private static boolean isGzip(Headers headers) throws RefusedException {
        List<String> encodings = headers.all("Content-Encoding");
        if (encodings.isEmpty() || encodings.equals(List.of("identity"))) {
            return false;
        }
        if (encodings.size() == 1 && encodings.get(0).strip().equalsIgnoreCase("gzip")) {
            return true;
        }
        throw refused(
                Problem.UNSUPPORTED_MEDIA_TYPE, "The one Content-Encoding that is understood is gzip, applied once.");
    }

    private void checkLength(Headers headers) throws RefusedException {
        for (String length : headers.all("Content-Length")) {
            if (!LENGTH.matcher(length).matches()) {
                throw refused(Problem.BAD_REQUEST, "Content-Length has to be a number of bytes.");
            }
            if (Long.parseLong(length) > bodyLimit) {
                throw tooLarge(bodyLimit);
            }
        }
    }

    private static void checkExpectation(Headers headers) throws RefusedException {
        for (String expectation : headers.all("Expect")) {
            if (!expectation.equalsIgnoreCase("100-continue")) {
                throw refused(Problem.EXPECTATION_FAILED, "The one expectation that is met is 100-continue.");
            }
        }
    }

    private static Optional<String> idempotencyKey(Headers headers) throws RefusedException {
        List<String> sent = headers.all("Idempotency-Key");
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        if (sent.size() > 1 || !IDEMPOTENCY_KEY.matcher(sent.get(0)).matches()) {
            throw refused(
                    Problem.BAD_REQUEST,
                    "Send one Idempotency-Key of 1 to 255 printable ASCII characters without spaces.");
        }
        return Optional.of(sent.get(0));
    }

    static RefusedException tooLarge(long limit) {
        return refused(
                Problem.CONTENT_TOO_LARGE,
                "A body has " + limit + " bytes at most, as it is sent and unpacked. Send fewer events in a request.");
    }

    private static RefusedException unauthorized(String detail) {
        return refused(Problem.UNAUTHORIZED, detail);
    }

    private static RefusedException refused(int status, String detail) {
        return new RefusedException(Problem.of(status, detail));
    }
}
