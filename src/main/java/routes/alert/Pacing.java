package routes.alert;

import java.time.Duration;
import java.util.Set;

/**
 * When people are told, and of what not.
 *
 * @param off conditions that nobody is told of
 * @param gather how long single occurrences are gathered for one message
 * @param quiet how long a condition that may come back must not have been seen before its alert is over
 * @param repeat how long an alert is open before people are told again
 */
public record Pacing(Set<Condition> off, Duration gather, Duration quiet, Duration repeat) {
    public Pacing {
        off = Set.copyOf(off);
    }
}
