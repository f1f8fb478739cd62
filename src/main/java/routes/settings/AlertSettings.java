package routes.settings;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import routes.alert.Condition;

/**
 * Of what people are told, and how often.
 *
 * @param off the conditions that nobody is told of, by their names
 * @param failingFor how long a loader's turns may fail by an outage
 * @param freshness how old the newest record in the marts may be
 * @param successRate the share of an hour's turns that should succeed
 * @param successTurns how many turns an hour must have before they are judged
 * @param loadTime how long loading a batch may take
 * @param fewRecords how many records there should be; not judged if it is not set
 * @param fewRecordsWithin within which time
 * @param awayFor how long a stream of a gateway may take nothing
 * @param gather how long occurrences are gathered for one message
 * @param quiet how long a condition must not have been met before it is told to be over
 * @param repeat how long an alert is open before it is told again
 * @param rate the most messages a minute through a channel
 * @param timeout how long a channel may take to answer
 * @param retryDelay the wait after a channel failed once; doubled at each further failure
 * @param retryLimit the longest such wait
 * @param giveUp how old a message may be to be tried again
 */
public record AlertSettings(
        Optional<List<String>> off,
        Duration failingFor,
        Duration freshness,
        Percent successRate,
        int successTurns,
        Duration loadTime,
        Optional<Integer> fewRecords,
        Duration fewRecordsWithin,
        Duration awayFor,
        Duration gather,
        Duration quiet,
        Duration repeat,
        int rate,
        Duration timeout,
        Duration retryDelay,
        Duration retryLimit,
        Duration giveUp) {
    private static final Duration SECOND = Duration.ofSeconds(1);

    public AlertSettings {
        off.ifPresent(AlertSettings::check);
        AtLeast.check("alert.freshness", freshness, SECOND);
        AtLeast.check("alert.success-turns", successTurns, 1);
        AtLeast.check("alert.load-time", loadTime, AtLeast.SHORTEST);
        fewRecords.ifPresent(least -> AtLeast.check("alert.few-records", least, 1));
        AtLeast.check("alert.few-records-within", fewRecordsWithin, SECOND);
        AtLeast.check("alert.repeat", repeat, SECOND);
        AtLeast.check("alert.rate", rate, 1);
        AtLeast.check("alert.timeout", timeout, AtLeast.SHORTEST);
        AtLeast.check("alert.retry-delay", retryDelay, AtLeast.SHORTEST);
        AtLeast.check("alert.retry-limit", retryLimit, retryDelay);
    }

    /** The conditions that nobody is told of. */
    public Set<Condition> conditionsOff() {
        Set<Condition> conditions = EnumSet.noneOf(Condition.class);
        off.orElse(List.of()).forEach(name -> Condition.of(name).ifPresent(conditions::add));
        return conditions;
    }

    private static void check(List<String> names) {
        for (String name : names) {
            if (Condition.of(name).isEmpty()) {
                throw new IllegalArgumentException(
                        "alert.off names '" + name + "', which is no condition: expected some of " + Condition.keys());
            }
        }
    }
}
