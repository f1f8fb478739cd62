package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import local.shop.Feed;

/**
 * Lines in the logs and a post, and what the tables, the zones and the ledger must have of them in the end, whatever happens to
 * the process on the way. The number of the run is part of every line.
 */
final class CrashRun implements AutoCloseable {
    /** Equal lines, told apart by their place. */
    private static final int TICKS = 3;

    private static final AtomicInteger RUNS = new AtomicInteger();

    private final Crash crash;
    private final String id;
    private final String customer;
    private final Post post;

    /** Writes the lines; each second run rotates the logs then. Posts until that is accepted. */
    CrashRun(Crash crash) throws IOException {
        int number = RUNS.incrementAndGet();
        this.crash = crash;
        id = Integer.toString(number);
        customer = "C-" + id;
        crash.append(Feed.CUSTOMERS, customer + ",Ada,ada@example.com,GB,upsert,2026-11-20T09:00:00.000Z");
        crash.append(
                Feed.ORDERS,
                order("a", "10:00:01"),
                order("b", "10:00:01"),
                order("b", "10:00:02"),
                order("a", "10:00:01"),
                "bad " + id + ".");
        String tick = event("tick");
        crash.append(Feed.EVENTS, tick, tick, tick);
        if (number % 2 == 0) {
            rotate();
        }
        post = new Post();
    }

    /** Waits until all of it has gone through, and looks at what became of it. */
    void finish(Crash.Life process) throws Exception {
        post.await(process);
        crash.awaitEnd(process);
        verify();
    }

    private String order(String part, String recorded) {
        return "O-" + id + part + "," + customer + ",Mug,1,9.90,2026-11-20T10:00:00Z,2026-11-20T" + recorded + "Z";
    }

    private String event(String type) {
        return "{\"event_type\":\"" + type + "\",\"occurred_at\":\"2026-11-20T10:00:00Z\",\"customer_id\":\"" + customer
                + "\"}";
    }

    /** Moves all logs aside; those that were moved before have been read long since, and go. */
    private void rotate() throws IOException {
        try (Stream<Path> older = Files.list(crash.logs())) {
            for (Path file :
                    older.filter(path -> path.toString().endsWith(".old.log")).toList()) {
                Files.delete(file);
            }
        }
        for (Feed feed : Feed.values()) {
            Files.move(crash.log(feed), crash.logs().resolve(feed.feedName() + "." + id + ".old.log"));
        }
    }

    private void verify() {
        LocalStack stack = crash.stack();
        String of = " where customer_id = '" + customer + "'";
        assertThat(stack.rows("select order_id, to_varchar(recorded_at, 'HH24:MI:SS') from mart.orders" + of
                        + " order by order_id"))
                .containsExactly(List.of("O-" + id + "a", "10:00:01"), List.of("O-" + id + "b", "10:00:02"));
        assertThat(stack.rows("select to_varchar(recorded_at, 'HH24:MI:SS') from mart.superseded_orders" + of))
                .containsExactly(List.of("10:00:01"));
        assertThat(stack.number("select count(*) from mart.customers" + of)).isEqualTo(1);
        assertThat(stack.number("select count(*) from mart.customer_history" + of))
                .isEqualTo(1);
        assertThat(stack.rows("select event_type, count(*) from mart.events" + of + " group by 1 order by 1"))
                .containsExactly(List.of("post", "1"), List.of("tick", Integer.toString(TICKS)));
        assertThat(stack.number(
                        "select count(distinct line) from control.rejected_rows where line like 'bad " + id + ".%'"))
                .isEqualTo(1);
        assertThat(stack.keys("landing/")).isEmpty();
        assertThat(stack.keys("processing/")).isEmpty();
        assertThat(stack.keys("dead-letter/")).isEmpty();
        assertThat(stack.keys("processed/_batches/"))
                .hasSize((int) stack.number("select count(*) from control.batches"));
        assertThat(stack.keys("processed/raw/"))
                .hasSize((int) stack.number("select count(*) from control.loaded_objects"));
        assertThat(stack.number("select coalesce(sum(objects_missing), 0) from control.batches"))
                .isZero();
        assertThat(stack.failingChecks()).isEmpty();
    }

    @Override
    public void close() {
        post.end();
    }

    /** Posts an event again and again until it is accepted. */
    private final class Post {
        private static final int ACCEPTED = 202;
        private static final HttpClient CLIENT = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(1))
                .build();

        private final CountDownLatch accepted = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);
        private final List<String> refusals = new ArrayList<>();

        Post() {
            HttpRequest request = HttpRequest.newBuilder(crash.posts())
                    .timeout(Duration.ofSeconds(5))
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", customer)
                    .POST(BodyPublishers.ofString(event("post")))
                    .build();
            Thread thread = new Thread(() -> post(request), "post-" + id);
            thread.setDaemon(true);
            thread.start();
        }

        private void post(HttpRequest request) {
            try {
                do {
                    if (isAccepted(request)) {
                        accepted.countDown();
                        return;
                    }
                } while (!end.await(20, TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private synchronized boolean isAccepted(HttpRequest request) throws InterruptedException {
            try {
                int status = CLIENT.send(request, BodyHandlers.discarding()).statusCode();
                if (status != ACCEPTED) {
                    refusals.add(Integer.toString(status));
                }
                return status == ACCEPTED;
            } catch (IOException e) {
                // Nobody listens yet, or it was killed.
                return false;
            }
        }

        void await(Crash.Life process) throws Exception {
            process.await(() -> accepted.getCount() == 0);
            assertThat(refusals).as("answers that are neither 202 nor cut off").isEmpty();
        }

        void end() {
            end.countDown();
        }
    }
}
