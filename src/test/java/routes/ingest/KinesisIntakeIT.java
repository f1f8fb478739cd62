package routes.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import local.kinesis.LocalKinesis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import routes.delivery.Outages;
import routes.delivery.Service;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Over real sockets, with the client that a gateway has. */
@Timeout(300)
class KinesisIntakeIT {
    private static final String FEED = "events";
    private static final String OTHER = "clicks";
    private static final Map<String, String> STREAMS = Map.of(FEED, "events-stream", OTHER, "clicks-stream");
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int SHARDS = 4;
    private static final int REQUESTS = 200;
    private static final int CLIENTS = 16;

    private final Outages outages = new Outages(Service.KINESIS, Clock.systemUTC());
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private LocalKinesis server;
    private KinesisClient kinesis;
    private KinesisIntake intake;

    /** A record and where it lies. */
    private record Place(String shard, String sequence) {}

    @BeforeEach
    void start() throws IOException {
        server = LocalKinesis.temporary();
        for (String stream : STREAMS.values()) {
            server.createStream(stream, SHARDS);
        }
        connect(server.endpoint());
    }

    private void connect(URI endpoint) {
        Pace pace = new Pace(Duration.ofMillis(2), 64 << 20, TIMEOUT, 4);
        kinesis = server.clientBuilder()
                .endpointOverride(endpoint)
                .overrideConfiguration(settings ->
                        settings.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallAttemptTimeout(pace.longestCall()))
                .build();
        intake = new KinesisIntake(STREAMS, pace, kinesis, outages);
    }

    @AfterEach
    void stop() throws IOException {
        clients.shutdownNow();
        intake.close();
        kinesis.close();
        server.close();
    }

    @Test
    void tellsEachOfManyRequestsWhereItsOwnEventsAre() throws Exception {
        long seed = 7;
        server.mishaps().refuseShareOfRecords(0.3, seed);

        Map<String, Map<String, Placed>> placed = putMany(seed);
        server.mishaps().end();

        for (Map.Entry<String, String> feed : STREAMS.entrySet()) {
            Map<Place, List<String>> records = read(feed.getValue());
            Map<String, Placed> own = placed.get(feed.getKey());
            // Whoever was told a place finds their event there, and nothing else is anywhere.
            own.forEach((line, where) -> {
                Placed.Stored stored = (Placed.Stored) where;
                assertThat(records.get(new Place(stored.shard(), stored.sequence())))
                        .contains(line);
            });
            assertThat(records.values().stream().flatMap(List::stream))
                    .containsExactlyInAnyOrderElementsOf(own.keySet());
        }
    }

    @Test
    void storesEverythingThroughErrorsAndClosedConnections() throws Exception {
        long seed = 11;
        server.mishaps().strikeShareOfCalls(0.2, seed);

        Map<String, Map<String, Placed>> placed = putMany(seed);
        server.mishaps().end();

        for (Map.Entry<String, String> feed : STREAMS.entrySet()) {
            // A call whose answer was lost is made again, so an event may be there more than once, but never torn or
            // glued.
            assertThat(read(feed.getValue()).values().stream()
                            .flatMap(List::stream)
                            .distinct())
                    .containsExactlyInAnyOrderElementsOf(
                            placed.get(feed.getKey()).keySet());
            assertThat(placed.get(feed.getKey()).values()).allMatch(Placed.Stored.class::isInstance);
            assertThat(intake.counters(feed.getKey()).callsFailed()).isPositive();
        }
    }

    @Test
    void sendsARecordOnceMoreWhoseAnswerWasLost() throws Exception {
        server.mishaps().closeAfterStoring(1);

        List<Placed> placed = put(FEED, List.of(event("a", null)));

        Map<Place, List<String>> records = read(STREAMS.get(FEED));
        assertThat(records).hasSize(2).allSatisfy((place, lines) -> assertThat(lines)
                .containsExactly("a"));
        Placed.Stored stored = (Placed.Stored) placed.get(0);
        assertThat(records).containsKey(new Place(stored.shard(), stored.sequence()));
    }

    @Test
    void keepsWithinTheQuotaOfItsShards() throws Exception {
        server.mishaps().limitShards(true);
        // 8 MiB, for which four shards need two seconds.
        String filler = "x".repeat(8 * 1024);
        List<CompletableFuture<List<Placed>>> puts = new ArrayList<>();
        for (int i = 0; i < 1_024; i++) {
            puts.add(intake.put(FEED, List.of(event(i + filler, i % 2 == 0 ? null : "key " + i)))
                    .toCompletableFuture());
        }

        for (CompletableFuture<List<Placed>> put : puts) {
            assertThat(put.get(60, TimeUnit.SECONDS)).allMatch(Placed.Stored.class::isInstance);
        }
        server.mishaps().end();
        Map<String, Integer> bytes = new HashMap<>();
        read(STREAMS.get(FEED))
                .forEach((place, lines) -> bytes.merge(
                        place.shard(), lines.stream().mapToInt(String::length).sum(), Integer::sum));
        assertThat(bytes).hasSize(SHARDS);
        assertThat(bytes.values()).allSatisfy(share -> assertThat(share).isBetween(1_000_000, 3_400_000));
    }

    @Test
    void givesUpAndRecoversWhenTheServiceComesBack() throws Exception {
        server.mishaps().refuseCalls(503, Long.MAX_VALUE);
        CompletableFuture<List<Placed>> put =
                intake.put(FEED, List.of(event("a", null))).toCompletableFuture();
        await().until(() -> intake.outage(FEED).isPresent());
        server.mishaps().end();

        assertThat(put.get(30, TimeUnit.SECONDS)).allMatch(Placed.Stored.class::isInstance);
        assertThat(intake.outage(FEED)).isEmpty();
    }

    /** Many requests of several clients at once, to both feeds; returns what each event was told, by feed and line. */
    private Map<String, Map<String, Placed>> putMany(long seed) throws Exception {
        List<CompletableFuture<Map.Entry<String, Map<String, Placed>>>> requests = IntStream.range(0, REQUESTS)
                .mapToObj(request -> CompletableFuture.supplyAsync(() -> putOne(request, seed), clients))
                .toList();
        Map<String, Map<String, Placed>> placed = new HashMap<>();
        for (CompletableFuture<Map.Entry<String, Map<String, Placed>>> request : requests) {
            Map.Entry<String, Map<String, Placed>> own = request.get(60, TimeUnit.SECONDS);
            placed.computeIfAbsent(own.getKey(), feed -> new HashMap<>()).putAll(own.getValue());
        }
        return placed;
    }

    private Map.Entry<String, Map<String, Placed>> putOne(int request, long seed) {
        Random random = new Random(seed * REQUESTS + request);
        String feed = request % 2 == 0 ? FEED : OTHER;
        List<String> lines = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        for (int i = random.nextInt(30); i >= 0; i--) {
            String line = feed + " " + request + " " + i + " " + "é".repeat(random.nextInt(400));
            lines.add(line);
            events.add(event(line, random.nextBoolean() ? null : "customer " + random.nextInt(50)));
        }
        try {
            List<Placed> placed = put(feed, events);
            Map<String, Placed> own = new HashMap<>();
            for (int i = 0; i < lines.size(); i++) {
                own.put(lines.get(i), placed.get(i));
            }
            return Map.entry(feed, own);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Placed> put(String feed, List<Event> events) throws Exception {
        return intake.put(feed, events).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static Event event(String line, String partition) {
        return new Event((line + "\n").getBytes(StandardCharsets.UTF_8), partition);
    }

    /** The lines of every record of a stream; each record must be whole lines. */
    private Map<Place, List<String>> read(String stream) {
        Map<Place, List<String>> records = new HashMap<>();
        for (Shard shard :
                kinesis.listShards(request -> request.streamName(stream)).shards()) {
            String iterator = kinesis.getShardIterator(request -> request.streamName(stream)
                            .shardId(shard.shardId())
                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .shardIterator();
            while (true) {
                String at = iterator;
                var answer = kinesis.getRecords(request -> request.shardIterator(at));
                if (answer.records().isEmpty()) {
                    break;
                }
                for (Record record : answer.records()) {
                    String data = record.data().asUtf8String();
                    assertThat(data).startsWith("\n").endsWith("\n");
                    records.put(
                            new Place(shard.shardId(), record.sequenceNumber()),
                            data.lines().skip(1).toList());
                }
                iterator = answer.nextShardIterator();
            }
        }
        return records;
    }
}
