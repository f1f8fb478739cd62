package routes.alert;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import routes.deadletter.KeptLetter;

/** Has people told of what is set aside. One alert is open for each feed, however many letters it gets. Thread-safe. */
public final class DeadLetterAlerts {
    /** Letters of an alert that are remembered. With more, it is over when none has been seen for a while. */
    static final int MOST = 1_000;
    /** Stands for the letters beyond. */
    private static final String BEYOND = "";

    private final OpenAlerts alerts;
    /** By feed, the keys that its open alert tells of. */
    private final Map<String, Set<String>> told = new HashMap<>();

    public DeadLetterAlerts(OpenAlerts alerts) {
        this.alerts = alerts;
    }

    /** Something was set aside. */
    public synchronized void kept(KeptLetter letter) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("kind", letter.kind());
        details.put("feed", letter.feed());
        details.put("key", letter.key());
        details.put("reason", letter.reason());
        alerts.occurred(new Finding(
                Condition.DEAD_LETTER,
                letter.folder(),
                letter.key() + ": " + letter.reason(),
                letter.advice() + " (The file " + letter.key() + ".json tells more.)",
                details));
        List<String> open = alerts.subjects(Condition.DEAD_LETTER);
        told.keySet().retainAll(open);
        if (open.contains(letter.folder())) {
            Set<String> keys = told.computeIfAbsent(letter.folder(), feed -> new LinkedHashSet<>());
            keys.add(keys.size() < MOST ? letter.key() : BEYOND);
        }
    }

    /** Ends the alerts all of whose letters are there no more, and asks no further than to the first one that is. */
    void endWithout(Predicate<String> isThere) {
        alerts.subjects(Condition.DEAD_LETTER).forEach(feed -> keys(feed).stream()
                .takeWhile(key -> !key.equals(BEYOND) && !isThere.test(key))
                .forEach(key -> gone(feed, key)));
    }

    private synchronized List<String> keys(String feed) {
        return List.copyOf(told.getOrDefault(feed, Set.of()));
    }

    private synchronized void gone(String feed, String key) {
        Set<String> keys = told.get(feed);
        if (keys != null && keys.remove(key) && keys.isEmpty()) {
            told.remove(feed);
            alerts.end(Condition.DEAD_LETTER, feed);
        }
    }
}
