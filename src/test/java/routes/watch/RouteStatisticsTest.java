package routes.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RouteStatisticsTest {
    private static final String ALL = "all";

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 500);
    private final AtomicInteger made = new AtomicInteger();
    private final RouteStatistics statistics = new RouteStatistics(nanos::get);

    @Test
    void givesAnAnswerAgainForTenTimesAsLongAsItTook() throws Exception {
        assertThat(ask(ALL)).isEqualTo("all 1");

        nanos.addAndGet(999);
        assertThat(ask(ALL)).isEqualTo("all 1");

        nanos.addAndGet(1);
        assertThat(ask(ALL)).isEqualTo("all 2");
    }

    @Test
    void answersAnotherQuestionByItself() throws Exception {
        ask(ALL);

        assertThat(ask("some")).isEqualTo("some 2");
        assertThat(ask(ALL)).isEqualTo("all 3");
    }

    @Test
    void makesTheNextAnewOnceSomethingHasChanged() throws Exception {
        ask(ALL);
        statistics.forget();
        assertThat(ask(ALL)).isEqualTo("all 2");

        nanos.addAndGet(1_000);
        statistics.answer(ALL, () -> {
            nanos.addAndGet(100);
            statistics.forget();
            return "from before";
        });
        assertThat(ask(ALL)).isEqualTo("all 3");
    }

    @Test
    void makesTheNextAgainAfterAFailure() throws Exception {
        assertThatThrownBy(() -> statistics.answer(ALL, () -> {
                    throw new IOException("gone");
                }))
                .hasMessage("gone");

        assertThat(ask(ALL)).isEqualTo("all 1");
    }

    @Test
    void givesTheLastAnswerWhileTheNextIsMade() throws Exception {
        ask(ALL);
        nanos.addAndGet(1_000);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        ExecutorService another = Executors.newSingleThreadExecutor();
        try {
            Future<String> next = another.submit(() -> statistics.answer(ALL, () -> {
                begun.countDown();
                await(finish);
                nanos.addAndGet(100);
                return "next";
            }));
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(ask(ALL)).isEqualTo("all 1");

            finish.countDown();
            assertThat(next.get(10, TimeUnit.SECONDS)).isEqualTo("next");
            assertThat(ask(ALL)).isEqualTo("next");
        } finally {
            finish.countDown();
            another.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An answer that takes 100 ns. */
    private String ask(String question) throws IOException {
        return statistics.answer(question, () -> {
            nanos.addAndGet(100);
            return question + " " + made.incrementAndGet();
        });
    }
}
