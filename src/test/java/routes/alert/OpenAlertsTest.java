package routes.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import routes.alert.Alert.State;
import routes.delivery.SetClock;

class OpenAlertsTest {
    private static final Duration GATHER = Duration.ofSeconds(10);
    private static final Duration QUIET = Duration.ofMinutes(10);
    private static final Duration REPEAT = Duration.ofHours(4);

    private final SetClock clock = new SetClock();
    private final OpenAlerts alerts = new OpenAlerts(new Pacing(Set.of(), GATHER, QUIET, REPEAT), clock);

    @ParameterizedTest
    @EnumSource(
            value = Condition.class,
            names = {"BATCH_FAILED", "BATCH_HELD", "STOPPED"})
    void tellsOnceOfWhatIsDecidedAndAtOnceOfItsEnd(Condition condition) {
        alerts.begin(finding(condition, "a"));
        assertThat(told()).containsExactly("raised a");
        clock.advance(Duration.ofMinutes(1));
        alerts.begin(finding(condition, "a"));
        assertThat(told()).isEmpty();

        alerts.end(condition, "a");

        assertThat(told()).containsExactly("over a");
        clock.advance(REPEAT);
        assertThat(told()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Condition.class,
            names = {"STALL", "FRESHNESS", "SUCCESS_RATE", "LOAD_TIME", "FEW_RECORDS"})
    void keepsOneAlertOpenWhileAConditionComesAndGoes(Condition condition) {
        alerts.begin(finding(condition, "a"));
        assertThat(told()).containsExactly("raised a");
        for (int i = 0; i < 20; i++) {
            alerts.end(condition, "a");
            clock.advance(QUIET.minusSeconds(1));
            assertThat(told()).isEmpty();
            alerts.begin(finding(condition, "a"));
            assertThat(told()).isEmpty();
        }
        alerts.end(condition, "a");
        clock.advance(QUIET);

        assertThat(told()).containsExactly("over a");
    }

    @Test
    void endsWhatOccurredOnceItIsPutRightUnlessItOccursAgain() {
        alerts.occurred(finding(Condition.DEAD_LETTER, "orders"));
        clock.advance(GATHER);
        assertThat(told()).containsExactly("raised orders");
        clock.advance(REPEAT.minus(QUIET));
        alerts.occurred(finding(Condition.DEAD_LETTER, "orders"));
        alerts.end(Condition.DEAD_LETTER, "orders");
        alerts.occurred(finding(Condition.DEAD_LETTER, "orders"));
        assertThat(told()).isEmpty();

        alerts.end(Condition.DEAD_LETTER, "orders");

        assertThat(alerts.due()).singleElement().satisfies(alert -> {
            assertThat(alert.state()).isEqualTo(State.OVER);
            assertThat(alert.count()).isEqualTo(3);
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = Condition.class,
            names = {"DEAD_LETTER", "MISSING_OBJECT"})
    void makesOneMessageOfTenThousandOccurrences(Condition condition) {
        IntStream.range(0, 10_000).forEach(i -> alerts.occurred(finding(condition, "orders")));
        assertThat(told()).isEmpty();

        clock.advance(GATHER);
        List<Alert> due = alerts.due();
        assertThat(due).singleElement().satisfies(alert -> {
            assertThat(alert.state()).isEqualTo(State.RAISED);
            assertThat(alert.count()).isEqualTo(10_000);
        });

        clock.advance(QUIET);
        assertThat(alerts.due()).singleElement().satisfies(alert -> {
            assertThat(alert.state()).isEqualTo(State.OVER);
            assertThat(alert.count()).isEqualTo(10_000);
            assertThat(alert.id()).isEqualTo(due.get(0).id());
        });
    }

    @Test
    void remindsOfWhatGoesOn() {
        alerts.begin(finding(Condition.BATCH_HELD, "a"));
        assertThat(told()).containsExactly("raised a");
        clock.advance(REPEAT.minusSeconds(1));
        assertThat(told()).isEmpty();
        clock.advance(Duration.ofSeconds(1));

        assertThat(told()).containsExactly("repeated a");
        assertThat(told()).isEmpty();
        clock.advance(REPEAT);
        assertThat(told()).containsExactly("repeated a");
    }

    @Test
    void remindsOfOccurrencesOnlyIfThereAreNewOnes() {
        for (int i = 0; i < 30; i++) {
            alerts.occurred(finding(Condition.DEAD_LETTER, "a"));
            clock.advance(QUIET.minusSeconds(1));
            alerts.due();
        }
        alerts.occurred(finding(Condition.DEAD_LETTER, "a"));
        clock.advance(REPEAT);
        assertThat(told()).containsExactly("repeated a", "over a");
    }

    @Test
    void tellsOfTheBeginningAndTheEndOfWhatWasOverBeforeAnybodyLooked() {
        alerts.begin(finding(Condition.BATCH_FAILED, "a"));
        alerts.endAll(Condition.BATCH_FAILED);

        assertThat(told()).containsExactly("raised a", "over a");
    }

    @Test
    void keepsConditionsAndSubjectsApart() {
        alerts.begin(finding(Condition.BATCH_HELD, "a"));
        alerts.begin(finding(Condition.BATCH_HELD, "b"));
        alerts.begin(finding(Condition.STALL, "a"));
        assertThat(alerts.subjects(Condition.BATCH_HELD)).containsExactly("a", "b");
        assertThat(told()).containsExactlyInAnyOrder("raised a", "raised b", "raised a");

        alerts.end(Condition.BATCH_HELD, "a");

        assertThat(told()).containsExactly("over a");
        assertThat(alerts.subjects(Condition.BATCH_HELD)).containsExactly("b");
    }

    @Test
    void joinsManyAlertsOfOneConditionInOneMessage() {
        IntStream.range(0, OpenAlerts.MOST_AT_ONCE + 1)
                .forEach(i -> alerts.begin(finding(Condition.BATCH_HELD, "batch " + i)));
        assertThat(alerts.due()).singleElement().satisfies(alert -> {
            assertThat(alert.finding().subject()).isEqualTo("batch 0 and 5 more");
            assertThat(alert.subjects()).isEqualTo(6);
        });
        alerts.endAll(Condition.BATCH_HELD);
        assertThat(told()).containsExactly("over batch 0 and 5 more");
    }

    @Test
    void holdsNoMoreThanItsBound() {
        IntStream.range(0, 3 * OpenAlerts.MOST_OPEN)
                .forEach(i -> alerts.occurred(finding(Condition.DEAD_LETTER, "feed " + i)));

        assertThat(alerts.subjects(Condition.DEAD_LETTER))
                .hasSize(OpenAlerts.MOST_OPEN + 1)
                .contains(OpenAlerts.OTHERS);
        clock.advance(GATHER);
        assertThat(alerts.due()).singleElement().satisfies(alert -> assertThat(alert.count())
                .isEqualTo(3L * OpenAlerts.MOST_OPEN));
    }

    @ParameterizedTest
    @EnumSource(Condition.class)
    void saysNothingOfAConditionThatIsSwitchedOff(Condition condition) {
        OpenAlerts silent = new OpenAlerts(new Pacing(Set.of(condition), GATHER, QUIET, REPEAT), clock);
        silent.begin(finding(condition, "a"));
        silent.occurred(finding(condition, "a"));
        clock.advance(GATHER);

        assertThat(silent.due()).isEmpty();
    }

    @Test
    void gathersNothingWhenTheProcessStops() {
        alerts.occurred(finding(Condition.DEAD_LETTER, "a"));
        assertThat(told()).isEmpty();

        alerts.hurry();

        assertThat(told()).containsExactly("raised a");
    }

    @Test
    void findsWhatGoesOnAgainAfterARestart() {
        alerts.begin(finding(Condition.STOPPED, "a"));
        assertThat(told()).containsExactly("raised a");

        OpenAlerts restarted = new OpenAlerts(new Pacing(Set.of(), GATHER, QUIET, REPEAT), clock);
        restarted.begin(finding(Condition.STOPPED, "a"));

        assertThat(restarted.due()).hasSize(1);
    }

    @Test
    void cutsAndEscapesForeignText() {
        Finding hostile = new Finding(
                Condition.DEAD_LETTER, "x".repeat(1_000), "a\nb\u001b[2J\u202e" + "y".repeat(1_000), "", Map.of());

        assertThat(hostile.subject()).hasSize(80).endsWith("…");
        assertThat(hostile.what()).startsWith("a b\\u001b[2J\\u202e").endsWith("…");
        assertThat(hostile.what().codePoints()).allMatch(point -> point >= ' ');
    }

    private List<String> told() {
        return alerts.due().stream()
                .map(alert -> alert.state().key() + " " + alert.finding().subject())
                .toList();
    }

    private static Finding finding(Condition condition, String subject) {
        return new Finding(condition, subject, "what", "advice", Map.of());
    }
}
