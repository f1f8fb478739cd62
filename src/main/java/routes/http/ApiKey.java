package routes.http;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A key that lets a client post, as it is kept: by its hash, so that the file lets nobody in who reads it. Immutable.
 *
 * @param name the client; several keys may have one name, which is how one is replaced by another
 * @param hash the SHA-256 of the key, in 64 lower-case hex digits
 * @param feeds what the key is for; all feeds if it is empty
 */
record ApiKey(String name, String hash, Set<String> feeds) {
    private static final Pattern LINE =
            Pattern.compile("([A-Za-z0-9._-]{1,64}):([0-9a-f]{64})(?::([a-z0-9_]+(?:,[a-z0-9_]+)*))?");

    ApiKey {
        feeds = Set.copyOf(feeds);
    }

    /**
     * Reads {@code name:sha256[:feed,feed]}.
     *
     * @throws IllegalArgumentException if the line has another form; the message does not repeat it, since it may hold a key
     */
    static ApiKey parse(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "expected <name>:<SHA-256 of the key in 64 lower-case hex digits>, then :<feed>,<feed> if it is not"
                            + " for all feeds");
        }
        Set<String> feeds = parts.group(3) == null
                ? Set.of()
                : Arrays.stream(parts.group(3).split(",")).collect(Collectors.toSet());
        return new ApiKey(parts.group(1), parts.group(2), feeds);
    }

    /** Whether it is for a feed. */
    boolean isFor(String feed) {
        return feeds.isEmpty() || feeds.contains(feed);
    }

    /** Without the hash: nothing of a key belongs in a log. */
    @Override
    public String toString() {
        return name + (feeds.isEmpty() ? "" : " for " + feeds);
    }
}
