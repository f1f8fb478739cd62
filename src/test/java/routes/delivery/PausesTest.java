package routes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.firehose.model.Record;

@Timeout(180)
class PausesTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicBoolean isStopping = new AtomicBoolean();
    private final SetClock clock = new SetClock();
    private final Outages outages = new Outages(Service.FIREHOSE, clock);

    @Test
    void doesNotHoldUpWhatHadNoSetback() throws Exception {
        isStopping.set(true);
        pauses(LONG).await(delivery("orders", 0, false));
    }

    @Test
    void waitsAtLeastHalfOfTheBackoff() throws Exception {
        long before = System.nanoTime();
        pauses(Duration.ofMillis(300)).await(delivery("orders", 1, true));
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Duration.ofMillis(150), Duration.ofSeconds(5));
    }

    @Test
    void endsEveryWaitForAStreamOnceACallOfItIsTaken() {
        Pauses pauses = pauses(LONG);
        List<CompletableFuture<Void>> waiting =
                Stream.generate(() -> waiting(pauses, "orders")).limit(3).toList();
        CompletableFuture<Void> other = waiting(pauses, "events");
        await().until(() -> {
            pauses.end("orders");
            return waiting.stream().allMatch(CompletableFuture::isDone);
        });
        assertThat(waiting).noneMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(other).isNotDone();
        await().until(() -> {
            pauses.end("events");
            return other.isDone();
        });
    }

    @Test
    void givesUpAtAStopWhatIsForAStreamThatIsAway() {
        outages.failed("orders", "gone.");
        clock.advance(Outages.UNTOLD);
        CompletableFuture<Void> waiting = waiting(pauses(LONG), "orders");
        isStopping.set(true);
        assertThat(waiting)
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .withRootCauseInstanceOf(StoppedException.class);
    }

    @Test
    void goesOnAtAStopAsLongAsTheStreamTakesAnything() throws Exception {
        isStopping.set(true);
        Pauses pauses = pauses(Duration.ofMillis(1));
        outages.failed("orders", "gone.");
        pauses.await(delivery("orders", 3, true));
        clock.advance(Outages.UNTOLD);
        assertThatThrownBy(() -> pauses.await(delivery("orders", 3, true))).isInstanceOf(StoppedException.class);
        outages.ended("orders");
        pauses.await(delivery("orders", 3, true));
    }

    private static CompletableFuture<Void> waiting(Pauses pauses, String stream) {
        return CompletableFuture.runAsync(() -> {
            try {
                pauses.await(delivery(stream, 1, true));
            } catch (StoppedException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private Pauses pauses(Duration backoff) {
        return new Pauses(new Backoff(backoff, backoff, new Random()), outages, isStopping::get);
    }

    private static Delivery delivery(String stream, int setbacks, boolean isStuck) {
        return new Delivery(stream, List.of(Record.builder().build()), setbacks, isStuck);
    }
}
