package local.s3;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiPredicate;
import local.wire.Answer;
import local.wire.Guard;
import local.wire.Request;

/**
 * Gives CopyObject the condition {@code If-None-Match: *}, which the store behind it ignores: a copy onto an existing
 * key is answered with 412.
 *
 * <p>Conditional writes to one key, puts and copies alike, pass one after the other, so at most one of them wins. A
 * write without a condition may still come between, as it may on S3.
 */
final class ConditionalCopies implements Guard {

    private static final int STRIPES = 64;

    private final BiPredicate<String, String> exists;
    private final Object[] locks = new Object[STRIPES];

    /** @param exists whether a bucket has an object of that key */
    ConditionalCopies(BiPredicate<String, String> exists) {
        this.exists = exists;
        for (int i = 0; i < STRIPES; i++) {
            locks[i] = new Object();
        }
    }

    @Override
    public Optional<Answer> around(Request request, Forward forward) throws IOException {
        if (!request.method().equals("PUT") || request.header("if-none-match").isEmpty()) {
            forward.run();
            return Optional.empty();
        }
        String path = decodedPath(request);
        synchronized (locks[Math.floorMod(path.hashCode(), STRIPES)]) {
            if (request.header("x-amz-copy-source").isPresent() && exists(path)) {
                return Optional.of(Answer.s3Error(
                        412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold"));
            }
            forward.run();
            return Optional.empty();
        }
    }

    private boolean exists(String path) {
        int slash = path.indexOf('/', 1);
        try {
            return slash > 0 && exists.test(path.substring(1, slash), path.substring(slash + 1));
        } catch (RuntimeException e) {
            // A bucket or key the store cannot have: the server behind refuses it in its own words.
            return false;
        }
    }

    private static String decodedPath(Request request) {
        String path = request.path().split("\\?", 2)[0];
        // In a path, unlike in a form, a plus sign is itself.
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path;
        }
    }
}
