package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import local.wire.Gate;
import local.wire.Hold;
import local.wire.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Two loaders lead at once: one is paused before each of its requests to S3 and each of its statements, the other takes
 * over and finishes, then the first goes on. The tables end up the same, whichever request
 * it was.
 */
class TwoLoadersIT {
    /** So that most requests are those of a batch. */
    private static final Map<String, String> RARELY = Map.of("claim.poll", "500ms");

    private static final Predicate<Request> ANY = Request.any();

    private static LocalStack stack;
    private static int scenarios;

    @BeforeAll
    static void startStack() throws Exception {
        stack = new LocalStack();
    }

    @AfterAll
    static void stopStack() throws Exception {
        stack.close();
    }

    @TestFactory
    Stream<DynamicTest> endsTheSameWhenPausedBeforeARequestToS3() throws Exception {
        return scenarios("request", requestsOfOneBatch(true), true);
    }

    @TestFactory
    Stream<DynamicTest> endsTheSameWhenPausedBeforeAStatement() throws Exception {
        return scenarios("statement", requestsOfOneBatch(false), false);
    }

    private Stream<DynamicTest> scenarios(String what, int count, boolean isS3) {
        return Boundaries.of(count)
                .mapToObj(number ->
                        DynamicTest.dynamicTest(what + " " + number + " of " + count, () -> pause(number, isS3)));
    }

    /** How many requests a loader makes from its start to an empty landing. */
    private static int requestsOfOneBatch(boolean isS3) throws Exception {
        String id = land();
        try (Gate s3 = new Gate(stack.s3().endpoint());
                Gate snowflake = new Gate(warehouse())) {
            try (TestLoader loader = loader(s3, snowflake)) {
                stack.awaitQuiet();
            }
            verify(id);
            Gate gate = isS3 ? s3 : snowflake;
            return (int) gate.requests().stream()
                    .filter(isS3 ? ANY : Request.statement())
                    .count();
        }
    }

    private static void pause(int number, boolean isS3) throws Exception {
        String id = land();
        try (Gate s3 = new Gate(stack.s3().endpoint());
                Gate snowflake = new Gate(warehouse())) {
            Hold hold = (isS3 ? s3 : snowflake).holdBefore(Request.nth(number, isS3 ? ANY : Request.statement()));
            try (TestLoader first = loader(s3, snowflake)) {
                hold.awaitHeld(Duration.ofSeconds(30));
                try (TestLoader second = stack.loader(RARELY)) {
                    stack.awaitQuiet();
                    assertThat(second.isStopped()).isFalse();
                    verify(id);
                    hold.release();
                    letTheFirstTry();
                    assertThat(second.isStopped()).isFalse();
                }
            }
        }
        verify(id);
    }

    /** More work, in case what it was paused at was the last of its turn. */
    private static void letTheFirstTry() {
        stack.put("landing/customers/more-" + scenarios, "");
        stack.awaitQuiet();
    }

    private static String land() {
        String id = Integer.toString(++scenarios);
        stack.put("landing/customers/" + id, "C-" + id + ",Ada,ada@example.com,GB,upsert,2026-11-20T09:00:00.000Z");
        stack.put(
                "landing/orders/" + id + ".gz",
                order(id, "a", "10:00:01"),
                order(id, "b", "10:00:01"),
                order(id, "b", "10:00:02"),
                "bad " + id);
        return id;
    }

    private static String order(String id, String part, String recorded) {
        return "O-" + id + part + ",C-" + id + ",Mug,1,9.90,2026-11-20T10:00:00Z,2026-11-20T" + recorded + "Z";
    }

    private static void verify(String id) {
        assertThat(stack.rows("select order_id, to_varchar(recorded_at, 'HH24:MI:SS') from mart.orders"
                        + " where customer_id = 'C-" + id + "' order by order_id"))
                .containsExactly(List.of("O-" + id + "a", "10:00:01"), List.of("O-" + id + "b", "10:00:02"));
        assertThat(stack.number("select count(*) from mart.customers where customer_id = 'C-" + id + "'"))
                .isEqualTo(1);
        assertThat(stack.number("select count(*) from control.rejected_rows where line like 'bad " + id + "%'"))
                .isEqualTo(1);
        assertThat(stack.number("select count(*) from raw.orders where customer_id = 'C-" + id + "'"))
                .isEqualTo(3);
        assertThat(stack.keys("dead-letter/")).isEmpty();
        assertThat(stack.number("select coalesce(sum(objects_missing), 0) from control.batches"))
                .isZero();
        assertThat(stack.failingChecks()).isEmpty();
    }

    private static TestLoader loader(Gate s3, Gate snowflake) throws Exception {
        String url = stack.snowflake()
                .jdbcUrl()
                .replace(warehouse().toString(), snowflake.endpoint().toString());
        return TestLoader.start(s3.endpoint(), url, RARELY);
    }

    private static URI warehouse() {
        return URI.create("http://127.0.0.1:" + stack.snowflake().port());
    }
}
