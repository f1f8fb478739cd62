package routes.operate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import routes.text.Printable;

/**
 * Asks a service that may be slow, dear or away, on behalf of people who look at a page: one question at a time, each answer
 * good for some seconds, and nobody waits for long. An answer that comes late is there for the next who asks. Thread-safe.
 */
final class Recent implements AutoCloseable {
    /** Questions that wait behind the one that is asked. */
    private static final int MOST_WAITING = 32;
    /** Answers that are kept, of a few hundred rows each. */
    private static final int MOST_KEPT = 64;

    private final ThreadPoolExecutor thread;
    private final String service;
    private final Duration fresh;
    private final Duration patience;
    private final Clock clock;
    private final Map<Object, Asked> asked = new LinkedHashMap<>(MOST_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Asked> eldest) {
            return size() > MOST_KEPT;
        }
    };

    /**
     * Creates it.
     *
     * @param service what it is called to people
     * @param fresh how long an answer is good
     * @param patience how long somebody waits for one
     */
    Recent(String service, Duration fresh, Duration patience, Clock clock) {
        this.service = service;
        this.fresh = fresh;
        this.patience = patience;
        this.clock = clock;
        this.thread =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(MOST_WAITING), work -> {
                    Thread worker = new Thread(work, "snowline-ask");
                    worker.setDaemon(true);
                    return worker;
                });
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * The answer to a question.
     *
     * @param key what tells this question from others
     */
    <T> Reading<T> ask(Object key, Callable<T> question) {
        Asked pending = pending(key, question);
        try {
            return answered(pending.answer.get(patience.toMillis(), TimeUnit.MILLISECONDS), null);
        } catch (TimeoutException e) {
            return answered(
                    pending.before,
                    service + " has not answered within " + patience.toSeconds()
                            + " seconds; it is still being asked. Look again in a moment.");
        } catch (ExecutionException e) {
            return answered(pending.before, service + " cannot be asked: " + Printable.message(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return answered(pending.before, "The process is stopping.");
        }
    }

    /** Has a question asked, so that its answer is there sooner. */
    void begin(Object key, Callable<?> question) {
        pending(key, question);
    }

    /** Something was changed: what is known is old. */
    void forget() {
        synchronized (asked) {
            asked.clear();
        }
    }

    private Asked pending(Object key, Callable<?> question) {
        synchronized (asked) {
            Asked known = asked.get(key);
            if (known != null && !known.isStale()) {
                return known;
            }
            Asked next = new Asked(known == null ? null : known.last());
            try {
                thread.execute(() -> next.ask(question));
            } catch (RejectedExecutionException e) {
                next.answer.completeExceptionally(
                        new IllegalStateException("too many people ask at once; look again in a moment"));
                return next;
            }
            asked.put(key, next);
            return next;
        }
    }

    @SuppressWarnings("unchecked") // a key stands for one question, which has one type of answer
    private static <T> Reading<T> answered(Given given, String problem) {
        return given == null
                ? new Reading<>(null, null, problem)
                : new Reading<>((T) given.value(), given.at(), problem);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private record Given(Object value, Instant at) {}

    private final class Asked {
        private final CompletableFuture<Given> answer = new CompletableFuture<>();
        private final Given before;
        private volatile Instant endedAt;

        Asked(Given before) {
            this.before = before;
        }

        void ask(Callable<?> question) {
            try {
                Object value = question.call();
                endedAt = clock.instant();
                answer.complete(new Given(value, endedAt));
            } catch (Exception e) {
                endedAt = clock.instant();
                answer.completeExceptionally(e);
            }
        }

        boolean isStale() {
            return answer.isDone() && (endedAt == null || clock.instant().isAfter(endedAt.plus(fresh)));
        }

        Given last() {
            return answer.isDone() && !answer.isCompletedExceptionally() ? answer.join() : before;
        }
    }
}
