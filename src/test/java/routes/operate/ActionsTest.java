package routes.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import routes.delivery.SetClock;

class ActionsTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final AtomicInteger changes = new AtomicInteger();
    private final Actions actions = new Actions(new SetClock(), changes::incrementAndGet);

    @AfterEach
    void close() {
        actions.close();
    }

    @Test
    void doesOneThingAtATimeHoweverManyAskAtOnce() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        ExecutorService people = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> asked = IntStream.range(0, 8)
                    .mapToObj(person -> people.submit(() -> {
                        try {
                            return actions.begin("reload", "batch 1", "person" + person, () -> {
                                        runs.incrementAndGet();
                                        done.await();
                                        return "told";
                                    })
                                    .id();
                        } catch (Refusal e) {
                            return e.status() + " " + e.getMessage();
                        }
                    }))
                    .toList();
            int refused = 0;
            for (Future<String> answer : asked) {
                refused += answer.get().startsWith("409 One thing at a time: reload of batch 1, which person") ? 1 : 0;
            }
            assertThat(refused).isEqualTo(7);
            Action running = actions.running().orElseThrow();
            assertThat(actions.await(running, Duration.ofMillis(1)).outcome()).isEqualTo(Action.Outcome.RUNNING);

            done.countDown();

            assertThat(actions.await(running, LONG).message()).isEqualTo("told");
            assertThat(runs).hasValue(1);
            assertThat(changes).hasValue(1);
            assertThat(actions.running()).isEmpty();
        } finally {
            people.shutdownNow();
        }
    }

    @Test
    void goesOnAfterAFailureAndKeepsItsReason() {
        Action failed = actions.begin("reload", "a\nb", "local", () -> {
            throw new IllegalStateException("there is\u001b no such batch");
        });
        failed = actions.await(failed, LONG);
        assertThat(failed.outcome()).isEqualTo(Action.Outcome.FAILED);
        assertThat(failed.message()).isEqualTo("there is\\u001b no such batch");
        assertThat(failed.target()).isEqualTo("a b");

        Action done = actions.await(actions.begin("retry", "k", "local", () -> "back"), LONG);

        assertThat(done.outcome()).isEqualTo(Action.Outcome.DONE);
        assertThat(actions.latest()).containsExactly(done, failed);
    }

    @Test
    void forgetsTheOldestOfMany() {
        Action first = actions.note("pause", "claiming", "local", "paused");
        for (int i = 0; i < Actions.MOST; i++) {
            actions.note("resume", "claiming", "local", "resumed");
        }

        assertThat(actions.find(first.id())).isEmpty();
        assertThat(actions.latest()).hasSize(Actions.MOST);
    }

    @Test
    void refusesWhenTheProcessStops() {
        actions.close();

        assertThatThrownBy(() -> actions.begin("retry", "k", "local", () -> "back"))
                .isInstanceOf(Refusal.class)
                .hasMessage("The process is stopping.");
        assertThat(actions.running()).isEmpty();
    }
}
