package routes.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import routes.delivery.Outages;
import routes.delivery.Service;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;

@Timeout(180)
class KinesisIntakeTest {
    private static final String FEED = "events";
    private static final String OTHER = "clicks";
    private static final Map<String, String> STREAMS = Map.of(FEED, "events-stream", OTHER, "clicks-stream");
    private static final Pace PACE = new Pace(Duration.ofMillis(5), 64 << 20, Duration.ofSeconds(10), 4);
    private static final int SHARDS = 4;

    private final InMemoryKinesis kinesis = new InMemoryKinesis(SHARDS);
    private final Outages outages = new Outages(Service.KINESIS, Clock.systemUTC());
    private KinesisIntake intake;

    @AfterEach
    void close() {
        kinesis.letAllGo();
        if (intake != null) {
            intake.close();
        }
    }

    @Test
    void storesWhatIsPutAndTellsWhere() throws Exception {
        start(PACE);

        List<Placed> placed = get(put(FEED, "a", "b"));

        assertThat(kinesis.lines()).containsExactly("a", "b");
        assertThat(kinesis.stored()).hasSize(1);
        InMemoryKinesis.Stored record = kinesis.stored().get(0);
        assertThat(placed)
                .containsExactly(
                        new Placed.Stored("shard-" + record.shard(), "" + record.sequence()),
                        new Placed.Stored("shard-" + record.shard(), "" + record.sequence()));
        assertThat(record.stream()).isEqualTo("events-stream");
    }

    @Test
    void joinsTheEventsOfRequestsThatComeWhileCallsAreUnderWay() throws Exception {
        start(new Pace(Duration.ZERO, 64 << 20, Duration.ofSeconds(10), 1));
        kinesis.hold();
        CompletableFuture<List<Placed>> first = put(FEED, "first");
        await().until(() -> kinesis.callsUnderWay() == 1);
        List<CompletableFuture<List<Placed>>> others = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            others.add(put(FEED, "other " + i));
        }
        kinesis.letAllGo();

        get(first);
        for (CompletableFuture<List<Placed>> other : others) {
            get(other);
        }
        assertThat(kinesis.calls()).hasSize(2);
        assertThat(kinesis.stored()).hasSize(2);
        assertThat(kinesis.lines()).hasSize(101);
    }

    @Test
    void sendsAnEventOfAnIdleStreamOnceTheLingerIsOver() throws Exception {
        Duration linger = Duration.ofMillis(200);
        start(new Pace(linger, 64 << 20, Duration.ofSeconds(10), 4));
        long begin = System.nanoTime();

        get(put(FEED, "alone"));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(linger, Duration.ofSeconds(5));
    }

    @Test
    void doesNotLetAFullCallLinger() throws Exception {
        start(new Pace(Duration.ofMinutes(1), 64 << 20, Duration.ofMinutes(2), 4));
        String large = "x".repeat(900_000);

        List<CompletableFuture<List<Placed>>> puts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            puts.add(put(FEED, large));
        }

        // Five fit in a call, and the sixth has waited for no company of its own.
        assertThat(get(puts.get(0))).hasSize(1);
    }

    @Test
    void keepsWithinTheLimitsOfRecordsAndCalls() throws Exception {
        start(new Pace(Duration.ZERO, 512 << 20, Duration.ofSeconds(30), 2));
        Random random = new Random(20261120);
        kinesis.hold();
        List<CompletableFuture<List<Placed>>> puts = new ArrayList<>();
        Map<String, Integer> expected = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            List<Event> events = new ArrayList<>();
            for (int n = random.nextInt(40); n >= 0; n--) {
                int length = random.nextInt(20) == 0 ? random.nextInt(999_000) : random.nextInt(3_000);
                String line = i + "-" + n + "-" + "x".repeat(length);
                expected.put(line, 1);
                events.add(event(line, random.nextBoolean() ? null : "key " + random.nextInt(1_000)));
            }
            puts.add(intake.put(FEED, events).toCompletableFuture());
        }
        kinesis.letAllGo();
        for (CompletableFuture<List<Placed>> put : puts) {
            assertThat(get(put)).allMatch(Placed.Stored.class::isInstance);
        }

        for (PutRecordsRequest call : kinesis.calls()) {
            assertThat(call.records().size()).isLessThanOrEqualTo(500);
            assertThat(call.records().stream()
                            .mapToLong(record -> record.data().asByteArrayUnsafe().length
                                    + record.partitionKey().length())
                            .sum())
                    .isLessThanOrEqualTo(5 * 1024 * 1024);
            assertThat(call.records()).allSatisfy(record -> {
                byte[] data = record.data().asByteArrayUnsafe();
                assertThat(data.length).isLessThanOrEqualTo(1_000_000);
                assertThat(data[data.length - 1]).isEqualTo((byte) '\n');
            });
        }
        assertThat(counted(kinesis.lines())).isEqualTo(expected);
    }

    @Test
    void refusesWhatIsNotOneLine() {
        assertThatThrownBy(() -> new Event(bytes("a\nb\n"), null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Event(bytes("a"), null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Event(new byte[0], null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Event(bytes("x".repeat(1_000_000) + "\n"), null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void spreadsEventsWithoutAKeyOverAllShards() throws Exception {
        start(new Pace(Duration.ZERO, 64 << 20, Duration.ofSeconds(10), 4));
        for (int i = 0; i < 2_000; i++) {
            get(put(FEED, "event " + i));
        }

        assertEven(kinesis.stored().stream().map(InMemoryKinesis.Stored::shard).toList(), 0.2);
    }

    @Test
    void spreadsKeysOverAllShardsAndKeepsEachOnOne() throws Exception {
        start(PACE);
        IntFunction<Event> ofCustomer = i -> event("customer " + i % 5_000 + " event " + i, "customer " + i % 5_000);
        List<CompletableFuture<List<Placed>>> puts = new ArrayList<>();
        for (int from = 0; from < 20_000; from += 500) {
            puts.add(intake.put(
                            FEED,
                            IntStream.range(from, from + 500)
                                    .mapToObj(ofCustomer)
                                    .toList())
                    .toCompletableFuture());
        }
        for (CompletableFuture<List<Placed>> put : puts) {
            get(put);
        }

        Map<String, List<Integer>> shards = kinesis.stored().stream()
                .flatMap(record ->
                        record.lines().stream().map(line -> Map.entry(line.split(" ", -1)[1], record.shard())))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        assertThat(shards).hasSize(5_000).allSatisfy((customer, of) -> assertThat(of)
                .hasSize(4));
        assertThat(shards.values()).allSatisfy(of -> assertThat(of).containsOnly(of.get(0)));
        assertEven(shards.values().stream().map(of -> of.get(0)).toList(), 0.15);
    }

    @Test
    void keepsTheOrderOfAKeyThroughRefusals() throws Exception {
        start(new Pace(Duration.ZERO, 64 << 20, Duration.ofSeconds(30), 4));
        Random random = new Random(7);
        kinesis.gate(record -> random.nextInt(3) == 0 ? "ProvisionedThroughputExceededException" : null);
        List<CompletableFuture<List<Placed>>> puts = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            puts.add(intake.put(FEED, List.of(event("key " + i % 8 + " " + i, "key " + i % 8)))
                    .toCompletableFuture());
        }
        for (CompletableFuture<List<Placed>> put : puts) {
            assertThat(get(put)).allMatch(Placed.Stored.class::isInstance);
        }

        Map<String, List<Integer>> orders = kinesis.lines().stream()
                .collect(Collectors.groupingBy(
                        line -> line.split(" ", -1)[1],
                        Collectors.mapping(line -> Integer.valueOf(line.split(" ", -1)[2]), Collectors.toList())));
        assertThat(orders)
                .hasSize(8)
                .allSatisfy((key, order) -> assertThat(order).hasSize(50).isSorted());
    }

    @Test
    void sendsOnlyTheRefusedRecordsAgain() throws Exception {
        start(PACE);
        AtomicInteger refusals = new AtomicInteger();
        kinesis.gate(record -> record.data().asUtf8String().startsWith("\nb") && refusals.incrementAndGet() <= 3
                ? "ProvisionedThroughputExceededException"
                : null);

        List<Placed> placed = get(intake.put(FEED, List.of(event("a", "a"), event("b", "b"), event("c", "c")))
                .toCompletableFuture());

        assertThat(placed).allMatch(Placed.Stored.class::isInstance);
        assertThat(kinesis.lines()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(kinesis.calls()).extracting(call -> call.records().size()).containsExactly(3, 1, 1, 1);
        assertThat(intake.counters(FEED).recordsRefused()).isEqualTo(3);
        assertThat(intake.counters(FEED).records()).isEqualTo(3);
    }

    @Test
    void makesACallThatFailedAgain() throws Exception {
        start(PACE);
        AtomicInteger failures = new AtomicInteger();
        kinesis.gate(record -> {
            if (failures.incrementAndGet() <= 3) {
                throw KinesisException.builder().statusCode(500).message("oops").build();
            }
            return null;
        });

        assertThat(get(put(FEED, "a"))).allMatch(Placed.Stored.class::isInstance);
        assertThat(kinesis.lines()).containsExactly("a");
        assertThat(intake.counters(FEED).callsFailed()).isEqualTo(3);
        assertThat(intake.outage(FEED)).isEmpty();
    }

    @Test
    void givesUpWhatIsNotTakenInTimeAndTellsOnlyItsOwner() throws Exception {
        start(new Pace(Duration.ZERO, 64 << 20, Duration.ofSeconds(3), 4));
        kinesis.gate(record -> record.data().asUtf8String().contains("never") ? "InternalFailure" : null);
        CompletableFuture<List<Placed>> mixed = intake.put(
                        FEED, List.of(event("one", "a"), event("never", "b"), event("two", "c")))
                .toCompletableFuture();
        CompletableFuture<List<Placed>> other = put(FEED, "fine");

        assertThat(get(other)).allMatch(Placed.Stored.class::isInstance);
        List<Placed> placed = get(mixed);
        assertThat(placed.get(0)).isInstanceOf(Placed.Stored.class);
        assertThat(placed.get(1)).isInstanceOfSatisfying(Placed.GivenUp.class, givenUp -> assertThat(givenUp.reason())
                .contains("3000 ms"));
        assertThat(placed.get(2)).isInstanceOf(Placed.Stored.class);
        assertThat(intake.counters(FEED).eventsGivenUp()).isEqualTo(1);
        await().untilAsserted(() -> assertThat(intake.waitingBytes()).isZero());
    }

    @Test
    void givesUpInTimeWhileEveryCallHangs() throws Exception {
        start(new Pace(Duration.ZERO, 64 << 20, Duration.ofSeconds(2), 2));
        kinesis.hold();
        List<CompletableFuture<List<Placed>>> puts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            puts.add(put(FEED, "event " + i));
        }

        for (CompletableFuture<List<Placed>> put : puts) {
            assertThat(get(put)).allMatch(Placed.GivenUp.class::isInstance);
        }
        // What no call holds is forgotten; what one holds may still be stored.
        kinesis.letAllGo();
        await().untilAsserted(() -> assertThat(intake.waitingBytes()).isZero());
        assertThat(get(put(FEED, "after"))).allMatch(Placed.Stored.class::isInstance);
    }

    @Test
    void refusesEventsBeyondTheBudgetUntilThereIsRoomAgain() throws Exception {
        start(new Pace(Duration.ZERO, 10_000, Duration.ofSeconds(20), 2));
        kinesis.hold();
        List<CompletableFuture<List<Placed>>> taken = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            taken.add(put(FEED, "x".repeat(1_000)));
        }

        assertThatThrownBy(() -> put(OTHER, "x".repeat(1_000)))
                .isInstanceOfSatisfying(BusyException.class, busy -> assertThat(busy.retryAfter())
                        .isGreaterThanOrEqualTo(Duration.ofSeconds(1)))
                .hasMessageContaining("ingest.budget");
        assertThat(intake.counters(OTHER).putsRefused()).isEqualTo(1);
        kinesis.letAllGo();
        for (CompletableFuture<List<Placed>> put : taken) {
            get(put);
        }
        await().untilAsserted(() -> assertThat(intake.waitingBytes()).isZero());
        assertThat(get(put(OTHER, "x".repeat(1_000)))).allMatch(Placed.Stored.class::isInstance);
    }

    @Test
    void takesAPutLargerThanTheBudgetAlone() throws Exception {
        start(new Pace(Duration.ZERO, 100, Duration.ofSeconds(20), 2));

        assertThat(get(put(FEED, "x".repeat(1_000)))).allMatch(Placed.Stored.class::isInstance);
    }

    @Test
    void storesWhatItHasBeforeItStops() throws Exception {
        start(new Pace(Duration.ofMinutes(1), 64 << 20, Duration.ofMinutes(2), 4));
        CompletableFuture<List<Placed>> put = put(FEED, "a");

        intake.close();

        assertThat(put).isCompleted();
        assertThat(put.join()).allMatch(Placed.Stored.class::isInstance);
        assertThatThrownBy(() -> put(FEED, "b")).isInstanceOf(StoppingException.class);
        assertThat(intake.waitingBytes()).isZero();
        intake = null;
    }

    @Test
    void stopsInTimeWhileTheStreamIsAway() throws Exception {
        start(new Pace(Duration.ZERO, 64 << 20, Duration.ofMillis(500), 4));
        kinesis.gate(record -> {
            throw KinesisException.builder().statusCode(503).message("away").build();
        });
        CompletableFuture<List<Placed>> put = put(FEED, "a");

        intake.close();

        assertThat(put.join()).allMatch(Placed.GivenUp.class::isInstance);
        intake = null;
    }

    @Test
    void makesOneCallAtATimeWhileAStreamIsAway() throws Exception {
        start(new Pace(Duration.ZERO, 64 << 20, Duration.ofSeconds(20), 4));
        AtomicBoolean isAway = new AtomicBoolean(true);
        AtomicInteger most = new AtomicInteger();
        kinesis.gate(record -> {
            if (isAway.get()) {
                most.accumulateAndGet(kinesis.callsUnderWay(), Math::max);
                throw KinesisException.builder().statusCode(503).message("away").build();
            }
            return null;
        });
        List<CompletableFuture<List<Placed>>> puts = new ArrayList<>();
        puts.add(put(FEED, "probe"));
        await().until(() -> !kinesis.calls().isEmpty());
        await().until(() -> intake.outage(FEED).isPresent());
        for (int i = 0; i < 100; i++) {
            puts.add(put(FEED, "event " + i));
        }
        await().until(() -> kinesis.calls().size() >= 4);
        assertThat(most).hasValue(1);
        isAway.set(false);

        for (CompletableFuture<List<Placed>> put : puts) {
            assertThat(get(put)).allMatch(Placed.Stored.class::isInstance);
        }
        assertThat(kinesis.lines()).hasSize(101).doesNotHaveDuplicates();
    }

    @Test
    void refusesAFeedThatTakesNoEvents() throws Exception {
        start(PACE);

        assertThatThrownBy(() -> put("orders", "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("orders");
        assertThatThrownBy(() -> intake.put(FEED, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThat(intake.waitingBytes()).isZero();
    }

    private void start(Pace pace) {
        intake = new KinesisIntake(STREAMS, pace, kinesis, outages);
    }

    private CompletableFuture<List<Placed>> put(String feed, String... lines) throws Exception {
        List<Event> events = new ArrayList<>();
        for (String line : lines) {
            events.add(event(line, null));
        }
        return intake.put(feed, events).toCompletableFuture();
    }

    private static Event event(String line, String partition) {
        return new Event(bytes(line + "\n"), partition);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Placed> get(CompletableFuture<List<Placed>> put)
            throws InterruptedException, ExecutionException, TimeoutException {
        return put.get(30, TimeUnit.SECONDS);
    }

    private static Map<String, Integer> counted(List<String> lines) {
        return lines.stream().collect(Collectors.toMap(line -> line, line -> 1, Integer::sum));
    }

    private static void assertEven(List<Integer> shards, double tolerance) {
        Map<Integer, Long> counts =
                shards.stream().collect(Collectors.groupingBy(shard -> shard, Collectors.counting()));
        double share = shards.size() / (double) SHARDS;
        assertThat(counts).hasSize(SHARDS);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count.doubleValue())
                .isBetween(share * (1 - tolerance), share * (1 + tolerance)));
    }
}
