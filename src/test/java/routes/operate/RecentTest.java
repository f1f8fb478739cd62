package routes.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import routes.delivery.SetClock;

class RecentTest {
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final SetClock clock = new SetClock();
    private final AtomicInteger asked = new AtomicInteger();
    private final Recent patient = new Recent("Snowflake", FRESH, Duration.ofSeconds(30), clock);
    private final Recent hasty = new Recent("Snowflake", FRESH, Duration.ofMillis(1), clock);

    @AfterEach
    void close() {
        patient.close();
        hasty.close();
    }

    @Test
    void asksOnceForManyWhoLookWithinSeconds() {
        assertThat(patient.ask("a", asked::incrementAndGet).value()).isEqualTo(1);
        clock.advance(FRESH);
        assertThat(patient.ask("a", asked::incrementAndGet).value()).isEqualTo(1);
        assertThat(patient.ask("b", asked::incrementAndGet).value()).isEqualTo(2);
        clock.advance(Duration.ofMillis(1));
        assertThat(patient.ask("a", asked::incrementAndGet).value()).isEqualTo(3);

        patient.forget();

        assertThat(patient.ask("a", asked::incrementAndGet).value()).isEqualTo(4);
    }

    @Test
    void tellsAnOlderAnswerWithTheReasonWhyThereIsNoNewOne() {
        Reading<Integer> first = patient.ask("a", asked::incrementAndGet);
        assertThat(first.problem()).isNull();
        clock.advance(FRESH.plusSeconds(1));

        Reading<Integer> second = patient.ask("a", () -> {
            throw new IllegalStateException("away\u0007");
        });

        assertThat(second.value()).isEqualTo(1);
        assertThat(second.at()).isEqualTo(first.at());
        assertThat(second.problem()).isEqualTo("Snowflake cannot be asked: away\\u0007");
    }

    @Test
    void waitsForNobodyLongAndHasTheAnswerForTheNextWhoAsks() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);

        Reading<String> early = hasty.ask("a", () -> {
            slow.await();
            return "late";
        });
        assertThat(early.isKnown()).isFalse();
        assertThat(early.problem()).startsWith("Snowflake has not answered within");

        slow.countDown();

        Awaitility.await()
                .until(() -> "late".equals(hasty.ask("a", () -> "another").value()));
    }

    @Test
    void refusesQuestionsBeyondThoseThatCanWait() {
        CountDownLatch slow = new CountDownLatch(1);
        String problem = "";
        for (int i = 0; i < 40; i++) {
            problem = hasty.ask("question " + i, () -> {
                        slow.await();
                        return "late";
                    })
                    .problem();
        }
        slow.countDown();

        assertThat(problem).contains("too many people ask at once");
    }
}
