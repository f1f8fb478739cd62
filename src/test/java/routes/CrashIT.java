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
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import local.shop.Feed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a line in a log and a post to the marts, with the process killed at each request that it makes on the way: before the
 * request is served, and when it has been served but not answered. A new process finishes; the tables, the zones and the
 * ledger end up as if nothing had happened.
 */
class CrashIT {
    /** Equal lines, told apart by their place. */
    private static final int TICKS = 3;

    /** Of a start: as many as it makes before its first batch is under way. */
    private static final int REQUESTS_OF_A_START = 25;

    @TempDir
    private static Path directory;

    private static Crash crash;
    private static int runs;
    /** The one that finished what the last one had begun; it is the next to be killed. */
    private static Crash.Life process;

    @BeforeAll
    static void start() throws Exception {
        crash = new Crash(directory, Map.of("feed.events.metadata", "true"));
    }

    @AfterEach
    void endProcess() throws Exception {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    @AfterAll
    static void stop() throws Exception {
        crash.close();
    }

    @TestFactory
    Stream<DynamicTest> endsTheSameWhenKilledBeforeARequestIsServed() throws Exception {
        return kills(Crash.Moment.BEFORE_IT_IS_SERVED);
    }

    @TestFactory
    Stream<DynamicTest> endsTheSameWhenKilledBeforeAnAnswer() throws Exception {
        return kills(Crash.Moment.BEFORE_ITS_ANSWER);
    }

    @TestFactory
    Stream<DynamicTest> endsTheSameWhenKilledWhileItStarts() {
        return Boundaries.few(REQUESTS_OF_A_START).boxed().flatMap(number -> Stream.of(Crash.Moment.values())
                .map(moment -> DynamicTest.dynamicTest(
                        "request " + number + " of a start, " + moment, () -> killWhileItStarts(number, moment))));
    }

    private static Stream<DynamicTest> kills(Crash.Moment moment) throws Exception {
        process = crash.start(moment);
        int count = requestsOfOneRun();
        return Boundaries.few(count)
                .mapToObj(number ->
                        DynamicTest.dynamicTest("request " + number + " of " + count, () -> kill(number, moment)));
    }

    private static int requestsOfOneRun() throws Exception {
        // What a process does only once is behind it then.
        run();
        process.restartCount();
        run();
        return process.requests();
    }

    private static void run() throws Exception {
        Written written = write();
        try (Post post = new Post(written)) {
            finish(written, post);
        }
    }

    private static void kill(int number, Crash.Moment moment) throws Exception {
        process.strikeAt(number);
        Written written = write();
        try (Post post = new Post(written)) {
            killWhenStruck(process, number, moment);
            process = crash.start(moment);
            finish(written, post);
            System.out.println("Nothing lost, nothing doubled");
        }
    }

    private static void killWhileItStarts(int number, Crash.Moment moment) throws Exception {
        Written written = write();
        try (Post post = new Post(written);
                Crash.Life first = crash.start(moment, number)) {
            killWhenStruck(first, number, moment);
            try (Crash.Life second = crash.start(moment)) {
                process = second;
                finish(written, post);
                System.out.println("Nothing lost, nothing doubled");
            }
        }
    }

    private static void killWhenStruck(Crash.Life struck, int number, Crash.Moment moment) throws Exception {
        try (struck) {
            struck.killWhenStruck();
            System.out.println("Killed at request " + number + ", " + moment + ": " + struck.struck());
        }
    }

    private static void finish(Written written, Post post) throws Exception {
        post.await(process);
        crash.awaitEnd(process);
        verify(written);
    }

    /** What one run is about; its name is part of every line. */
    private record Written(String id) {
        String customer() {
            return "C-" + id;
        }
    }

    private static Written write() throws IOException {
        Written written = new Written(Integer.toString(++runs));
        String id = written.id();
        String customer = written.customer();
        crash.append(Feed.CUSTOMERS, customer + ",Ada,ada@example.com,GB,upsert,2026-11-20T09:00:00.000Z");
        crash.append(
                Feed.ORDERS,
                order(id, "a", "10:00:01"),
                order(id, "b", "10:00:01"),
                order(id, "b", "10:00:02"),
                order(id, "a", "10:00:01"),
                "bad " + id + ".");
        String tick = event("tick", customer);
        crash.append(Feed.EVENTS, tick, tick, tick);
        if (runs % 2 == 0) {
            rotate(id);
        }
        return written;
    }

    private static String order(String id, String part, String recorded) {
        return "O-" + id + part + ",C-" + id + ",Mug,1,9.90,2026-11-20T10:00:00Z,2026-11-20T" + recorded + "Z";
    }

    private static String event(String type, String customer) {
        return "{\"event_type\":\"" + type + "\",\"occurred_at\":\"2026-11-20T10:00:00Z\",\"customer_id\":\"" + customer
                + "\"}";
    }

    /** Moves all logs aside; those that were moved before have been read long since, and go. */
    private static void rotate(String id) throws IOException {
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

    private static void verify(Written written) {
        LocalStack stack = crash.stack();
        String id = written.id();
        String of = " where customer_id = '" + written.customer() + "'";
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

    /** Posts an event again and again until it is accepted. */
    private static final class Post implements AutoCloseable {
        private static final int ACCEPTED = 202;
        private static final HttpClient CLIENT = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(1))
                .build();

        private final CountDownLatch accepted = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);
        private final List<String> refusals = new ArrayList<>();

        Post(Written written) {
            HttpRequest request = HttpRequest.newBuilder(crash.posts())
                    .timeout(Duration.ofSeconds(5))
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", written.customer())
                    .POST(BodyPublishers.ofString(event("post", written.customer())))
                    .build();
            Thread thread = new Thread(() -> post(request), "post-" + written.id());
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

        @Override
        public void close() {
            end.countDown();
        }
    }
}
