package routes.deadletter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import routes.batch.Mover;
import routes.batch.ObjectStore;
import routes.batch.StoredObject;
import routes.batch.Zones;
import routes.text.Printable;

/**
 * Lists dead letters in the order of their keys: by kind, by feed, and then by nothing that means anything, since the keys
 * are digests. How many are looked at in one call is bounded. Thread-safe.
 */
public final class DeadLetterList implements AutoCloseable {
    /** How many letters one call looks at, whatever it finds among them. */
    public static final int MOST_LOOKED_AT = 2_000;

    private static final int MOST_REMEMBERED = 4_000;
    /** The form of the keys that this program makes; whatever else lies there is not its own. */
    private static final Pattern KEY = Pattern.compile(Zones.DEAD_LETTER
            + "(objects|lines)/([a-z][a-z0-9_]{0,39}|_undeclared)/[0-9a-f]{24}(\\.[a-z0-9]{1,8}){0,2}");

    private static final String SIDECAR = ".json";

    private final ObjectStore store;
    private final DeadLetters letters;
    private final Mover readers = new Mover();
    /** By key and ETag: the first sidecar of a thing stands, so it is read once. */
    private final Map<String, Sidecar> read = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Sidecar> eldest) {
            return size() > MOST_REMEMBERED;
        }
    });

    public DeadLetterList(ObjectStore store, DeadLetters letters) {
        this.store = store;
        this.letters = letters;
    }

    /**
     * Some dead letters.
     *
     * @param letters what was found, in the order of keys
     * @param next the key to go on behind; null if there are no more
     */
    public record Page(List<DeadLetter> letters, String next) {}

    /**
     * How many there are, as far as was looked.
     *
     * @param count those that were counted
     * @param isAll whether these are all there are
     * @param reasons how many for each kind of reason
     * @param feeds how many of each feed
     */
    public record Sum(int count, boolean isAll, Map<String, Integer> reasons, Map<String, Integer> feeds) {}

    /** Whether a text is the key of a dead letter, by its form. */
    public static boolean isKey(String text) {
        return KEY.matcher(text).matches();
    }

    /**
     * A page of those that are wanted.
     *
     * @param kind {@code objects} or {@code lines}; empty for both
     * @param feed the folder; empty for any
     * @param after a key to begin behind; empty to begin at the first
     * @param isWanted which of them
     * @param most how many at most
     */
    public Page page(String kind, String feed, String after, Predicate<DeadLetter> isWanted, int most) {
        List<DeadLetter> found = new ArrayList<>();
        int looked = 0;
        for (String folder : folders(kind, feed)) {
            String from = after;
            if (!after.startsWith(folder)) {
                if (after.compareTo(folder) > 0) {
                    continue;
                }
                from = "";
            }
            List<StoredObject> listed;
            do {
                listed = store.page(folder, from);
                List<StoredObject> things = things(listed, from);
                // In small lots: what is looked at and not told has cost a request each.
                for (int lot = 0; lot < things.size(); lot += most) {
                    for (DeadLetter letter :
                            readers.each(things.subList(lot, Math.min(lot + most, things.size())), this::letter)) {
                        looked++;
                        if (isWanted.test(letter)) {
                            found.add(letter);
                        }
                        if (found.size() == most || looked == MOST_LOOKED_AT) {
                            return new Page(found, letter.key());
                        }
                    }
                }
                from = listed.isEmpty() ? "" : listed.get(listed.size() - 1).key();
            } while (listed.size() == ObjectStore.MAX_KEYS);
        }
        return new Page(found, null);
    }

    /** One dead letter, if there is one under the key. */
    public Optional<DeadLetter> find(String key) {
        return isKey(key) ? store.find(key).map(this::letter) : Optional.empty();
    }

    /** How many there are and why, as far as one call looks. */
    public Sum sum() {
        Page page = page("", "", "", letter -> true, MOST_LOOKED_AT);
        Map<String, Integer> reasons = new TreeMap<>();
        Map<String, Integer> feeds = new TreeMap<>();
        page.letters().forEach(letter -> {
            reasons.merge(letter.kindOfReason(), 1, Integer::sum);
            feeds.merge(letter.feed(), 1, Integer::sum);
        });
        return new Sum(page.letters().size(), page.next() == null, reasons, feeds);
    }

    /** The folders to look in, in the order of keys. */
    private List<String> folders(String kind, String feed) {
        return List.of(DeadLetter.LINES, DeadLetter.OBJECTS).stream()
                .filter(one -> kind.isEmpty() || kind.equals(one))
                .map(one -> Zones.DEAD_LETTER + one + "/" + (feed.isEmpty() ? "" : feed + "/"))
                .sorted()
                .toList();
    }

    /** What is listed behind a key, without the sidecars, that key's included, and without what no loader put there. */
    private static List<StoredObject> things(List<StoredObject> listed, String from) {
        Set<String> keys = listed.stream().map(StoredObject::key).collect(Collectors.toSet());
        keys.add(from);
        return listed.stream()
                .filter(object -> isKey(object.key()))
                .filter(object -> !isSidecar(object.key(), keys))
                .toList();
    }

    private static boolean isSidecar(String key, Set<String> keys) {
        return key.endsWith(SIDECAR) && keys.contains(key.substring(0, key.length() - SIDECAR.length()));
    }

    private DeadLetter letter(StoredObject object) {
        String[] parts = object.key().split("/", -1);
        Sidecar sidecar = null;
        String problem = null;
        try {
            sidecar = sidecar(object);
            if (sidecar == null) {
                problem = "Its sidecar " + object.key() + SIDECAR
                        + " is missing: it was put back, and this was put here later; or"
                        + " the sidecar was removed, or is not written yet. Copy a sound object to landing/ by hand.";
            }
        } catch (IllegalArgumentException e) {
            problem = Printable.message(e);
        }
        return new DeadLetter(object.key(), parts[1], parts[2], object.size(), object.modifiedAt(), sidecar, problem);
    }

    private Sidecar sidecar(StoredObject object) {
        String thing = object.key() + " " + object.etag();
        Sidecar known = read.get(thing);
        if (known != null) {
            return known;
        }
        Optional<Sidecar> found = letters.read(object.key());
        found.ifPresent(sidecar -> read.put(thing, sidecar));
        return found.orElse(null);
    }

    @Override
    public void close() {
        readers.close();
    }
}
