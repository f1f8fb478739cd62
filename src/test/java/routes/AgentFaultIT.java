package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.InMemoryFirehose.Fate;
import routes.RotatedLog.Rotation;

/**
 * The agent as a process of its own with little memory, while everything goes wrong at the service: it refuses three
 * records in ten, answers 500 and 503, closes connections before and after it has stored, and is away for seconds.
 *
 * <p>Order: the lines of a record stay together and in order. A refused record arrives after those behind it, as the service
 * itself promises no order between records.
 *
 * <p>The system property {@code agent.fault.minutes} makes it last longer.
 */
class AgentFaultIT {
    private static final Duration LENGTH =
            Duration.ofMillis((long) (60_000 * Double.parseDouble(System.getProperty("agent.fault.minutes", "0.25"))));

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long BUDGET = 16L << 20;

    /** What an agent may have resident; measured, with a margin. */
    private static final long MOST_RESIDENT = 320L << 20;

    /** Of this time the service is away for a fifth. */
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private static final Pattern IN_FLIGHT =
            Pattern.compile("snowline_tail_bytes_in_flight\\{[^}]*feed=\"app\"[^}]*} ([0-9.E+]+)");

    @TempDir
    private Path directory;

    private final ArrivedLines arrived = new ArrivedLines();
    private final ExecutorService writers = Executors.newCachedThreadPool();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final HttpClient http = HttpClient.newHttpClient();
    private InMemoryFirehose firehose;

    @BeforeEach
    void startFirehose() throws IOException {
        firehose = new InMemoryFirehose(arrived);
    }

    @AfterEach
    void stopAll() {
        stop.countDown();
        writers.shutdownNow();
        firehose.close();
    }

    @Test
    void losesNothingAndRepeatsOnlyWhatWasNotAnswered() throws Exception {
        long seed = System.nanoTime();
        System.out.println("Seed of the faults: " + seed);
        Mishaps mishaps = new Mishaps(seed);
        firehose.refuse(n -> mishaps.isRefused());
        firehose.fate(mishaps::next);
        int port = freePort();
        Map<String, String> properties = TestAgent.properties(
                directory, Rotation.RENAME.glob(directory, "r?") + "," + Rotation.CREATE.glob(directory, "c?"));
        properties.put("tail.budget", BUDGET + "B");
        properties.put("camel.management.enabled", "true");
        properties.put("camel.management.port", Integer.toString(port));
        List<RotatedLog> logs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            logs.add(new RotatedLog(directory, "r" + i, Rotation.RENAME));
            logs.add(new RotatedLog(directory, "c" + i, Rotation.CREATE));
        }
        try (AgentProcess agent = AgentProcess.start(directory, firehose.endpoint(), properties)) {
            List<Future<?>> writing = new ArrayList<>();
            for (RotatedLog log : logs) {
                Random random = new Random(seed + writing.size());
                writing.add(writers.submit(() -> write(log, random)));
            }
            agent.await(() -> arrived.distinct() > 0);
            long mostInFlight = 0;
            long end = System.nanoTime() + LENGTH.toNanos();
            while (System.nanoTime() < end) {
                stop.await(200, TimeUnit.MILLISECONDS);
                mostInFlight = Math.max(mostInFlight, bytesInFlight(port));
            }
            stop.countDown();
            for (Future<?> writer : writing) {
                writer.get();
            }
            long lines = logs.stream().mapToLong(RotatedLog::lines).sum();
            agent.await(() -> arrived.distinct() >= lines);
            agent.await(() -> bytesInFlight(port) == 0);
            long resident = agent.peakResidentBytes();
            System.out.printf(
                    "%d s, %d lines, %d rotations, %d calls, %s, %d records refused, %d lines repeated, most bytes in"
                            + " flight %d, most bytes in calls %d, peak resident MiB %d%n",
                    LENGTH.toSeconds(),
                    lines,
                    logs.stream().mapToInt(RotatedLog::rotations).sum(),
                    firehose.calls(),
                    mishaps,
                    mishaps.refused(),
                    arrived.repeats(),
                    mostInFlight,
                    firehose.mostBytesInFlight(),
                    resident >> 20);
            assertThat(arrived.distinct()).isEqualTo(lines);
            assertThat(arrived.strange()).isEmpty();
            assertThat(arrived.unexplainedRepeats()).isZero();
            assertThat(arrived.breaks()).isZero();
            assertThat(mishaps.refused()).isPositive();
            assertThat(mishaps.hits(Fate.CLOSED_AFTER_STORING)).isPositive();
            assertThat(mostInFlight).isPositive().isLessThanOrEqualTo(BUDGET);
            assertThat(resident).isLessThan(MOST_RESIDENT);
        }
    }

    @Test
    void flowsAgainSoonAfterALongOutage() throws Exception {
        Map<String, String> properties = Map.of("deliver.backoff", "100ms", "deliver.backoff-limit", "5s");
        try (RotatedLog log = new RotatedLog(directory, "app", Rotation.CREATE);
                TestAgent agent =
                        TestAgent.start(directory, Rotation.CREATE.glob(directory, "app"), firehose, properties)) {
            firehose.away(true);
            log.write(1_000);
            log.rotate(0);
            await().atMost(PATIENCE).until(() -> firehose.calls() > 0);
            for (int i = 0; i < 12; i++) {
                // A file each. Those that are found together share the second call that may be under way; the rest
                // wait.
                log.write(1_000);
                log.rotate(0);
            }
            // By then both wait for seconds.
            await().atMost(PATIENCE).until(() -> firehose.calls() >= 2 * 7);
            firehose.away(false);
            long over = System.nanoTime();
            await().pollInterval(Duration.ofMillis(5)).until(() -> arrived.distinct() > 0);
            long first = System.nanoTime();
            await().pollInterval(Duration.ofMillis(5)).until(() -> arrived.distinct() == log.lines());
            long all = System.nanoTime();
            System.out.printf(
                    "After the outage: the first lines in %d ms, all in %d ms more%n",
                    TimeUnit.NANOSECONDS.toMillis(first - over), TimeUnit.NANOSECONDS.toMillis(all - first));
            assertThat(Duration.ofNanos(first - over)).isLessThan(Duration.ofSeconds(6));
            assertThat(Duration.ofNanos(all - first)).isLessThan(Duration.ofSeconds(2));
            assertThat(arrived.repeats()).isZero();
            assertThat(agent.files().getBytesInFlight()).isNotNegative();
        }
    }

    private Void write(RotatedLog log, Random random) throws Exception {
        while (!stop.await(10, TimeUnit.MILLISECONDS)) {
            log.write(1 + random.nextInt(80));
            if (random.nextInt(400) == 0) {
                log.rotate(random.nextInt(20));
            }
        }
        return null;
    }

    private long bytesInFlight(int port) throws InterruptedException {
        try {
            String metrics = http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/observe/metrics"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            Matcher found = IN_FLIGHT.matcher(metrics);
            return found.find() ? (long) Double.parseDouble(found.group(1)) : 0;
        } catch (IOException e) {
            // Not listening yet.
            return 0;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Draws what becomes of calls and records, and counts it. */
    private static final class Mishaps {
        private final Random random;
        private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
        private long refused;

        Mishaps(long seed) {
            this.random = new Random(seed);
        }

        synchronized boolean isRefused() {
            boolean isRefused = random.nextInt(10) < 3;
            refused += isRefused ? 1 : 0;
            return isRefused;
        }

        synchronized Fate next() {
            long time = System.nanoTime() % PERIOD.toNanos();
            Fate fate = time < PERIOD.toNanos() / 5 ? Fate.UNAVAILABLE : drawn();
            fates.merge(fate, 1L, Long::sum);
            return fate;
        }

        private Fate drawn() {
            int draw = random.nextInt(20);
            Fate[] all = Fate.values();
            return draw < all.length ? all[draw] : Fate.SERVED;
        }

        synchronized long hits(Fate fate) {
            return fates.getOrDefault(fate, 0L);
        }

        synchronized long refused() {
            return refused;
        }

        @Override
        public synchronized String toString() {
            return fates.toString();
        }
    }
}
