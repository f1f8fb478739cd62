package routes.alert;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Finds feeds of an agent or a gateway of which nothing leaves. Used by one thread. */
public final class StallWatch implements Runnable {
    private final OpenAlerts alerts;
    private final Supplier<Map<String, String>> stalls;
    private final String advice;
    private final Set<String> stalled = new HashSet<>();

    /**
     * Creates it.
     *
     * @param stalls what stands still by feed, with a sentence about it
     * @param advice what to do then
     */
    public StallWatch(OpenAlerts alerts, Supplier<Map<String, String>> stalls, String advice) {
        this.alerts = alerts;
        this.stalls = stalls;
        this.advice = advice;
    }

    @Override
    public void run() {
        Map<String, String> now = stalls.get();
        stalled.stream().filter(feed -> !now.containsKey(feed)).forEach(feed -> alerts.end(Condition.STALL, feed));
        stalled.retainAll(now.keySet());
        now.forEach((feed, what) -> {
            stalled.add(feed);
            alerts.begin(new Finding(Condition.STALL, feed, what, advice, Map.of("feed", feed)));
        });
    }
}
