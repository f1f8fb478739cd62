package routes.deadletter;

import java.util.Collection;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import routes.batch.ObjectStore;
import routes.batch.Zones;
import routes.text.Printable;

/** Puts a dead object back into landing, under a new key that carries where it came from. */
public final class Retry {
    private static final Pattern HARMFUL = Pattern.compile("[^A-Za-z0-9._-]");
    /** What a retry puts before an object's own name: after how many tries, and which dead letter it was. */
    private static final Pattern RETRIED = Pattern.compile("retry-(\\d{1,6})-[0-9a-f]{24}-");

    private static final int MAX_NAME = 100;

    private final ObjectStore store;
    private final DeadLetters letters;
    private final Set<String> feeds;

    public Retry(ObjectStore store, DeadLetters letters, Collection<String> feeds) {
        this.store = store;
        this.letters = letters;
        this.feeds = Set.copyOf(feeds);
    }

    /**
     * Puts one dead letter back.
     *
     * @param key its key, {@code dead-letter/objects/…}
     * @return its key in landing
     * @throws IllegalArgumentException if there is no such dead letter, it is a line, or its feed is not declared
     */
    public String retry(String key) {
        if (!key.startsWith(Zones.DEAD_LETTER + "objects/")) {
            throw new IllegalArgumentException("'" + Printable.of(key) + "' is not the key of a dead object: expected "
                    + Zones.DEAD_LETTER + "objects/<feed>/<name>. Lines cannot be put back.");
        }
        Sidecar sidecar = letters.read(key)
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no dead letter " + key + ", or its sidecar " + key + ".json is gone."));
        if (!feeds.contains(sidecar.feed())) {
            throw new IllegalArgumentException("The feed '" + Printable.of(sidecar.feed()) + "' of " + key
                    + " is not declared: set feed.<name>.files for it, or move the object by hand.");
        }
        String etag = store.find(key)
                .orElseThrow(() -> new IllegalArgumentException(key + " is gone; only its sidecar is left."))
                .etag();
        String landing = Zones.landing(sidecar.feed()) + "retry-" + sidecar.attempts() + "-" + name(key) + "-"
                + original(sidecar.origin());
        if (store.copy(key, etag, landing) != ObjectStore.Copied.COPIED) {
            throw new IllegalArgumentException(key + " changed or went while it was put back: try again.");
        }
        letters.remove(key);
        return landing;
    }

    /** How often an object has been tried, the time it failed under this key in landing included. */
    static int tries(String landingKey) {
        Matcher retried = RETRIED.matcher(basename(landingKey));
        return retried.lookingAt() ? Integer.parseInt(retried.group(1)) + 1 : 1;
    }

    private static String name(String key) {
        String name = basename(key);
        return name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    }

    /** The last part of the first key in landing, with its ending, which tells how the object is packed. */
    private static String original(String origin) {
        String name = basename(origin);
        Matcher retried = RETRIED.matcher(name);
        String first = HARMFUL.matcher(retried.lookingAt() ? name.substring(retried.end()) : name)
                .replaceAll("_");
        return first.length() <= MAX_NAME ? first : first.substring(first.length() - MAX_NAME);
    }

    private static String basename(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }
}
