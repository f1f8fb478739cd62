package routes.alert;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.alert.Alert.State;

/**
 * The alerts that are open, one for each condition and subject, and what people are to be told of them. What is watched
 * tells it of findings and returns at once; it calls nothing and throws nothing at those who do. Kept in memory: after a
 * restart, a condition that is still met is found and told of as if it were new. Thread-safe.
 */
public final class OpenAlerts {
    /** Beyond it, a condition's further subjects share one alert, so that nobody's names can fill the memory. */
    static final int MOST_OPEN = 1_000;
    /** What the subjects beyond are called. */
    static final String OTHERS = "others";
    /** More alerts of one condition that are due together make one message. */
    static final int MOST_AT_ONCE = 5;

    private static final Logger LOG = LoggerFactory.getLogger(OpenAlerts.class);

    private final Pacing pacing;
    private final Clock clock;
    private final Map<Key, Open> open = new LinkedHashMap<>();
    private boolean isHurried;

    public OpenAlerts(Pacing pacing, Clock clock) {
        this.pacing = pacing;
        this.clock = clock;
    }

    /** A lasting condition is met. May be said again while it is; the first finding is kept. */
    public synchronized void begin(Finding finding) {
        if (isOn(finding)) {
            meet(finding);
        }
    }

    /** A condition is met no more, or all that occurred was put right. May be said of one that never was. */
    public synchronized void end(Condition condition, String subject) {
        Open alert = open.get(new Key(condition, subject));
        if (alert != null) {
            alert.isMet = false;
        }
    }

    /** A lasting condition is met by no subject any more. */
    public synchronized void endAll(Condition condition) {
        open.forEach((key, alert) -> {
            if (key.condition() == condition) {
                alert.isMet = false;
            }
        });
    }

    /** An occurring condition was met once more. */
    public synchronized void occurred(Finding finding) {
        if (isOn(finding)) {
            meet(finding).count++;
        }
    }

    /** The subjects of a condition that have an alert open. */
    public synchronized List<String> subjects(Condition condition) {
        return open.keySet().stream()
                .filter(key -> key.condition() == condition)
                .map(Key::subject)
                .toList();
    }

    /** From now on nothing is gathered any longer: the process is about to stop. */
    public synchronized void hurry() {
        isHurried = true;
    }

    /** The messages that are due. Each is answered once. */
    public List<Alert> due() {
        List<Alert> messages = take();
        // Without the lock: those who tell of findings must not wait for a log.
        messages.forEach(OpenAlerts::log);
        return messages;
    }

    private synchronized List<Alert> take() {
        Instant now = clock.instant();
        Map<Kind, List<Alert>> due = new LinkedHashMap<>();
        Iterator<Open> all = open.values().iterator();
        while (all.hasNext()) {
            Open alert = all.next();
            if (alert.toldAt == null && isRipe(alert, now)) {
                tell(State.RAISED, alert, now, due);
            } else if (alert.finding.condition().isLasting() ? alert.isMet : alert.count > alert.told) {
                repeat(alert, now, due);
            }
            if (alert.toldAt != null && isOver(alert, now)) {
                tell(State.OVER, alert, now, due);
                all.remove();
            }
        }
        return due.values().stream().flatMap(alerts -> joined(alerts).stream()).toList();
    }

    /** The log has it too, whether or not a channel takes it. */
    private static void log(Alert alert) {
        LOG.info(
                "Alert {}: {} of {}: {}",
                alert.state().key(),
                alert.finding().condition().key(),
                alert.finding().subject(),
                alert.finding().what());
    }

    private boolean isOn(Finding finding) {
        return !pacing.off().contains(finding.condition());
    }

    private Open meet(Finding finding) {
        Open alert = open(finding);
        alert.isMet = true;
        alert.seenAt = clock.instant();
        return alert;
    }

    private Open open(Finding finding) {
        Key key = new Key(finding.condition(), finding.subject());
        Open alert = open.get(key);
        if (alert != null) {
            return alert;
        }
        if (open.size() >= MOST_OPEN && !finding.subject().equals(OTHERS)) {
            return open(finding.of(OTHERS));
        }
        alert = new Open(finding, clock.instant());
        open.put(key, alert);
        return alert;
    }

    private void repeat(Open alert, Instant now, Map<Kind, List<Alert>> due) {
        if (alert.toldAt != null && !now.isBefore(alert.toldAt.plus(pacing.repeat()))) {
            tell(State.REPEATED, alert, now, due);
        }
    }

    private boolean isRipe(Open alert, Instant now) {
        return alert.finding.condition().isLasting() || isHurried || !now.isBefore(alert.since.plus(pacing.gather()));
    }

    private boolean isOver(Open alert, Instant now) {
        boolean isQuiet = !now.isBefore(alert.seenAt.plus(pacing.quiet()));
        return switch (alert.finding.condition().course()) {
            case DECIDED -> !alert.isMet;
            case WAVERING -> !alert.isMet && isQuiet;
            case OCCURRING -> !alert.isMet || isQuiet;
        };
    }

    private static void tell(State state, Open alert, Instant now, Map<Kind, List<Alert>> due) {
        alert.toldAt = now;
        alert.told = alert.count;
        Condition condition = alert.finding.condition();
        boolean isSettled = state == State.OVER && !condition.isLasting() && !alert.isMet;
        Finding finding = isSettled ? alert.finding.settled() : alert.finding;
        due.computeIfAbsent(new Kind(condition, state), kind -> new ArrayList<>())
                .add(new Alert(state, finding, alert.since, alert.seenAt, Math.max(1, alert.count), 1, now));
    }

    private static List<Alert> joined(List<Alert> alerts) {
        if (alerts.size() <= MOST_AT_ONCE) {
            return alerts;
        }
        Alert first = alerts.get(0);
        long count = alerts.stream().mapToLong(Alert::count).sum();
        Instant seenAt =
                alerts.stream().map(Alert::seenAt).max(Instant::compareTo).orElseThrow();
        return List.of(new Alert(
                first.state(),
                first.finding().of(first.finding().subject() + " and " + (alerts.size() - 1) + " more"),
                first.since(),
                seenAt,
                count,
                alerts.size(),
                first.at()));
    }

    private record Key(Condition condition, String subject) {}

    private record Kind(Condition condition, State state) {}

    /** Guarded by the lock of its owner. */
    private static final class Open {
        private final Finding finding;
        private final Instant since;
        private Instant seenAt;
        private boolean isMet;
        private long count;
        private long told;
        private Instant toldAt;

        Open(Finding finding, Instant now) {
            this.finding = finding;
            this.since = now;
            this.seenAt = now;
        }
    }
}
