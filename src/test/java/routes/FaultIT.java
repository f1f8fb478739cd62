package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import local.wire.Answer;
import local.wire.Fault;
import local.wire.Gate;
import local.wire.Request;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import routes.operate.Claiming;

/** A service fails at each of a batch's requests in turn, and comes back: nobody helps unless asked to, and the tables end up the same. */
class FaultIT {
    private static final Predicate<Request> STATEMENT = Request.statement();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** By which a clock is off. */
    private static final List<Integer> HOURS = List.of(-26, -1, 26);

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
    Stream<DynamicTest> survivesAnswersOfS3ThatAreLost() throws Exception {
        return atEachRequest(true, 2, (gate, when) -> gate.dropAfter(when).times(6));
    }

    @TestFactory
    Stream<DynamicTest> survivesASlowDownOfS3() throws Exception {
        return atEachRequest(
                true, 5, (gate, when) -> gate.answer(when, Answer.slowDown()).times(6));
    }

    @TestFactory
    Stream<DynamicTest> survivesCredentialsThatHaveExpired() throws Exception {
        Answer expired = Answer.s3Error(400, "ExpiredToken", "The provided token has expired.");
        return atEachRequest(true, 4, (gate, when) -> gate.answer(when, expired).times(1));
    }

    @TestFactory
    Stream<DynamicTest> survivesOtherWritesOfTheSameKey() throws Exception {
        Answer conflict = Answer.s3Error(409, "ConditionalRequestConflict", "Another write is under way.");
        return atEachRequest(
                true, 5, (gate, when) -> gate.answer(when, conflict).times(2));
    }

    @TestFactory
    Stream<DynamicTest> survivesALockTimeout() throws Exception {
        return atEachRequest(false, 1, (gate, when) -> gate.answer(when, failure("000625", "57014"))
                .times(1));
    }

    @TestFactory
    Stream<DynamicTest> survivesASessionThatHasGone() throws Exception {
        return atEachRequest(false, 1, (gate, when) -> gate.answer(when, failure("390111", "08001"))
                .times(1));
    }

    @TestFactory
    Stream<DynamicTest> survivesAnAnswerOfSnowflakeThatIsLost() throws Exception {
        return atEachRequest(false, 4, (gate, when) -> gate.dropAfter(when).times(1));
    }

    @TestFactory
    Stream<DynamicTest> stopsWithoutAWarehouseAndGoesOnWhenTold() throws Exception {
        int count = requestsOfOneBatch(false, STATEMENT);
        return Boundaries.every(4, count)
                .mapToObj(number -> DynamicTest.dynamicTest("statement " + number + " of " + count, () -> {
                    String id = land();
                    try (Gate s3 = new Gate(stack.s3().endpoint());
                            Gate snowflake = new Gate(warehouse());
                            Fault suspended = snowflake.answer(from(number, STATEMENT), failure("000606", "57P03"));
                            TestLoader loader = loader(s3, snowflake)) {
                        Claiming claiming = loader.main().lookup("claiming", Claiming.class);
                        Awaitility.await().atMost(PATIENCE).until(() -> isStopped(claiming) || stack.isQuiet());
                        // The batch may have ended before that statement; this one meets it.
                        String next = land();
                        Awaitility.await().atMost(PATIENCE).until(() -> isStopped(claiming));
                        assertThat(claiming.status().reason()).contains("made up");
                        suspended.close();
                        claiming.resume();
                        stack.awaitQuiet();
                        verify(id, loader);
                        verify(next, loader);
                    }
                }));
    }

    private static boolean isStopped(Claiming claiming) {
        return claiming.status().state() == Claiming.State.STOPPED;
    }

    @TestFactory
    Stream<DynamicTest> survivesAClockThatIsSet() throws Exception {
        int count = requestsOfOneBatch(true, Request.any());
        Iterator<Integer> hours =
                Stream.generate(HOURS::stream).flatMap(each -> each).iterator();
        return Boundaries.every(5, count).mapToObj(number -> {
            int next = hours.next();
            return DynamicTest.dynamicTest(
                    "by " + next + " h at request " + number + " of " + count, () -> set(next, number));
        });
    }

    /** Sets the clock of the loader alone, and has it load another batch by that clock. */
    private static void set(int hours, int number) throws Exception {
        OffClock clock = new OffClock();
        Predicate<Request> when = from(number, Request.any());
        String id = land();
        try (Gate s3 = new Gate(stack.s3().endpoint());
                Gate snowflake = new Gate(warehouse());
                Fault made = s3.delay(request -> when.test(request) && clock.set(hours), Duration.ofMillis(1));
                TestLoader loader = loader(s3, snowflake, clock)) {
            stack.awaitQuiet();
            verify(id, loader);
            String next = land();
            stack.awaitQuiet();
            verify(next, loader);
            assertThat(made.hits()).as("how often the clock was set").isPositive();
        }
    }

    /** Goes with the system's, so many hours off. */
    private static final class OffClock extends Clock {
        private static final Clock SYSTEM = Clock.systemUTC();

        private volatile Duration off = Duration.ZERO;

        boolean set(int hours) {
            off = Duration.ofHours(hours);
            return true;
        }

        @Override
        public Instant instant() {
            return SYSTEM.instant().plus(off);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("It is set in UTC");
        }
    }

    private static Stream<DynamicTest> atEachRequest(
            boolean isS3, int step, BiFunction<Gate, Predicate<Request>, Fault> fault) throws Exception {
        Predicate<Request> kind = isS3 ? Request.any() : STATEMENT;
        int count = requestsOfOneBatch(isS3, kind);
        return Boundaries.every(step, count)
                .mapToObj(number -> DynamicTest.dynamicTest("request " + number + " of " + count, () -> {
                    String id = land();
                    try (Gate s3 = new Gate(stack.s3().endpoint());
                            Gate snowflake = new Gate(warehouse());
                            Fault made = fault.apply(isS3 ? s3 : snowflake, from(number, kind));
                            TestLoader loader = loader(s3, snowflake)) {
                        stack.awaitQuiet();
                        verify(id, loader);
                        assumeThat(made.hits())
                                .as("a batch takes a request more or less, by how often it looks")
                                .isPositive();
                    }
                }));
    }

    private static int requestsOfOneBatch(boolean isS3, Predicate<Request> kind) throws Exception {
        String id = land();
        try (Gate s3 = new Gate(stack.s3().endpoint());
                Gate snowflake = new Gate(warehouse());
                TestLoader loader = loader(s3, snowflake)) {
            stack.awaitQuiet();
            verify(id, loader);
            return (int)
                    (isS3 ? s3 : snowflake).requests().stream().filter(kind).count();
        }
    }

    private static String land() {
        String id = Integer.toString(++scenarios);
        stack.put("landing/customers/" + id, "C-" + id + ",Ada,ada@example.com,GB,upsert,2026-11-20T09:00:00.000Z");
        stack.put(
                "landing/orders/" + id + ".gz",
                order(id, "a", "10:00:01"),
                order(id, "b", "10:00:01"),
                order(id, "b", "10:00:02"),
                "bad " + id,
                "\"unparsable " + id);
        return id;
    }

    private static String order(String id, String part, String recorded) {
        return "O-" + id + part + ",C-" + id + ",Mug,1,9.90,2026-11-20T10:00:00Z,2026-11-20T" + recorded + "Z";
    }

    private static void verify(String id, TestLoader loader) {
        assertThat(stack.rows("select order_id, to_varchar(recorded_at, 'HH24:MI:SS') from mart.orders"
                        + " where customer_id = 'C-" + id + "' order by order_id"))
                .hasToString("[[O-" + id + "a, 10:00:01], [O-" + id + "b, 10:00:02]]");
        assertThat(stack.number("select count(*) from mart.customers where customer_id = 'C-" + id + "'"))
                .isEqualTo(1);
        assertThat(stack.number("select count(*) from control.rejected_rows where line like 'bad " + id
                        + ",%' or line = '\"unparsable " + id + "'"))
                .isEqualTo(2);
        assertThat(stack.number("select count(*) from raw.orders where customer_id = 'C-" + id + "'"))
                .isEqualTo(3);
        assertThat(stack.keys("dead-letter/")).isEmpty();
        assertThat(stack.number("select coalesce(sum(objects_missing), 0) from control.batches"))
                .isZero();
        assertThat(stack.failingChecks()).isEmpty();
        assertThat(loader.main()
                        .getCamelContext()
                        .getRouteController()
                        .getRouteStatus("claim")
                        .isStarted())
                .as("the route claim goes on")
                .isTrue();
    }

    private static Answer failure(String code, String state) {
        return new Answer(
                200,
                "application/json",
                "{\"data\":{\"errorCode\":\"" + code + "\",\"sqlState\":\"" + state
                        + "\",\"queryId\":\"01b00000-0000-0000-0000-000000000000\"},\"code\":\"" + code
                        + "\",\"message\":\"made up\",\"success\":false}");
    }

    private static TestLoader loader(Gate s3, Gate snowflake) throws Exception {
        return loader(s3, snowflake, Clock.systemUTC());
    }

    private static TestLoader loader(Gate s3, Gate snowflake, Clock clock) throws Exception {
        String url = stack.snowflake()
                .jdbcUrl()
                .replace(warehouse().toString(), snowflake.endpoint().toString());
        return TestLoader.start(s3.endpoint(), url, Map.of(), clock);
    }

    private static URI warehouse() throws IOException {
        return URI.create("http://127.0.0.1:" + stack.snowflake().port());
    }

    private static Predicate<Request> from(int number, Predicate<Request> kind) {
        AtomicInteger seen = new AtomicInteger();
        return request -> kind.test(request) && seen.incrementAndGet() >= number;
    }
}
