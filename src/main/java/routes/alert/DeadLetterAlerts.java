package routes.alert;

import java.util.LinkedHashMap;
import java.util.Map;
import routes.deadletter.KeptLetter;

/** Has people told of what is set aside. One alert is open for each feed, however many letters it gets. Thread-safe. */
public final class DeadLetterAlerts {
    private final OpenAlerts alerts;

    public DeadLetterAlerts(OpenAlerts alerts) {
        this.alerts = alerts;
    }

    /** Something was set aside. */
    public void kept(KeptLetter letter) {
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
    }
}
