package routes.batch;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Does the same small thing to many objects at once, in threads of its own. The caller's thread waits for all of them.
 */
public final class Mover implements AutoCloseable {
    /** S3 answers a copy in tens of milliseconds: so many at once keep a batch of 1,000 objects within seconds. */
    private static final int THREADS = 16;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "snowline-mover");
        thread.setDaemon(true);
        return thread;
    });

    /** The answers in the order of the items; the first failure, after every item was tried. */
    public <T, R> List<R> each(List<T> items, Function<T, R> work) {
        List<Future<R>> futures = items.stream()
                .map(item -> threads.submit(() -> work.apply(item)))
                .toList();
        futures.forEach(Mover::settle);
        return futures.stream().map(Mover::answer).toList();
    }

    private static void settle(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // answer() throws it once all have settled
        }
    }

    private static <R> R answer(Future<R> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted while moving objects").initCause(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
