package routes;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client that does what a client is told to do: posts each batch under an Idempotency-Key of its own, and again, the same
 * under the same key, until it is answered 202.
 *
 * <p>Of its events every two are equal, so nothing but an event's id tells them apart.
 */
final class PostingClient implements AutoCloseable {
    /** What stands for the status of a call that was under way when its connection ended. */
    static final String CUT_OFF = "cut off";

    private static final int THREADS = 8;
    private static final int MOST_EVENTS = 500;
    private static final Duration LONGEST_CALL = Duration.ofSeconds(20);
    private static final long PAUSE_MILLIS = 50;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final URI uri;
    private final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
    private final AtomicLong accepted = new AtomicLong();
    private final Map<String, Integer> answers = new TreeMap<>();
    private final List<Future<Void>> posting = new ArrayList<>();

    /** Events {@code from} to {@code to}, the second left out; sent as an array or a line each. */
    private record Batch(int number, int from, int to, boolean isArray) {
        String body() {
            StringBuilder body = new StringBuilder();
            for (int event = from; event < to; event++) {
                body.append(isArray && event > from ? "," : "")
                        .append("{\"event_type\":\"tick\",\"occurred_at\":\"2026-11-20T10:00:00Z\",\"pair\":")
                        .append(event / 2)
                        .append("}\n");
            }
            return isArray ? "[" + body + "]" : body.toString();
        }
    }

    /** Will post so many events in batches of sizes that the seed decides. */
    PostingClient(URI uri, int events, long seed) {
        this.uri = uri;
        Random random = new Random(seed);
        for (int from = 0, number = 0; from < events; number++) {
            int most = random.nextBoolean() ? MOST_EVENTS : 5;
            int to = Math.min(events, from + 1 + random.nextInt(most));
            batches.add(new Batch(number, from, to, random.nextBoolean()));
            from = to;
        }
    }

    void start() {
        for (int i = 0; i < THREADS; i++) {
            posting.add(threads.submit((Callable<Void>) this::postAll));
        }
    }

    /** Events of the requests that have been answered 202. */
    long accepted() {
        return accepted.get();
    }

    /** How often each status was answered, and how often there was no answer. */
    synchronized Map<String, Integer> answers() {
        return new TreeMap<>(answers);
    }

    /** Waits until everything has been accepted; fails as the first thread has failed. */
    void await(Duration patience) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Future<Void> thread : posting) {
            thread.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
    }

    private Void postAll() throws Exception {
        for (Batch batch = batches.poll(); batch != null; batch = batches.poll()) {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .timeout(LONGEST_CALL)
                    .header("Content-Type", batch.isArray() ? "application/json" : "application/x-ndjson")
                    .header("Idempotency-Key", "batch-" + batch.number())
                    .POST(BodyPublishers.ofString(batch.body()))
                    .build();
            while (!isAccepted(request)) {
                if (stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    return null;
                }
            }
            accepted.addAndGet(batch.to() - batch.from());
        }
        return null;
    }

    private boolean isAccepted(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            count(Integer.toString(answer.statusCode()));
            return switch (answer.statusCode()) {
                case 202 -> true;
                case 207, 429, 503 -> false;
                default -> throw new AssertionError(answer.statusCode() + ": " + answer.body());
            };
        } catch (ConnectException e) {
            count("nobody there");
            return false;
        } catch (IOException e) {
            count(CUT_OFF);
            return false;
        }
    }

    private synchronized void count(String answer) {
        answers.merge(answer, 1, Integer::sum);
    }

    @Override
    public void close() {
        stop.countDown();
        threads.shutdownNow();
    }
}
