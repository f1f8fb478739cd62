package routes.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MoverTest {
    private final Mover mover = new Mover();

    @AfterEach
    void close() {
        mover.close();
    }

    @Test
    void answersInTheOrderOfTheItems() {
        List<Integer> items = IntStream.range(0, 500).boxed().toList();

        assertThat(mover.each(items, item -> item * 2))
                .isEqualTo(items.stream().map(item -> item * 2).toList());
        assertThat(mover.each(List.of(), item -> item)).isEmpty();
    }

    @Test
    void throwsTheFirstFailureAfterItTriedEveryItem() {
        Set<Integer> tried = ConcurrentHashMap.newKeySet();
        List<Integer> items = IntStream.range(0, 100).boxed().toList();

        assertThatThrownBy(() -> mover.each(items, item -> {
                    tried.add(item);
                    if (item % 40 == 7) {
                        throw new UncheckedIOException("item " + item, new java.io.IOException());
                    }
                    return item;
                }))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("item 7");
        assertThat(tried).hasSize(100);
    }

    @Test
    void givesUpWhenItsCallerIsInterrupted() {
        CompletableFuture<Integer> underWay = new CompletableFuture<>();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> mover.each(List.of(1, 2), item -> underWay.join()))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        underWay.complete(0);
    }
}
