package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import routes.RotatedLog.Rotation;

/** The agent as a process of its own, asked to stop as a service manager asks. */
@Timeout(300)
class AgentStopIT {
    /** What the JVM exits with after SIGTERM: 128 and the number of the signal. */
    private static final int TERMINATED = 143;

    @TempDir
    private Path directory;

    private final ArrivedLines arrived = new ArrivedLines();
    private final ExecutorService writers = Executors.newSingleThreadExecutor();
    private final CountDownLatch stop = new CountDownLatch(1);
    private InMemoryFirehose firehose;
    private Map<String, String> properties;

    @BeforeEach
    void startFirehose() throws Exception {
        firehose = new InMemoryFirehose(arrived);
        properties = TestAgent.properties(directory, Rotation.RENAME.glob(directory, "app"));
    }

    @AfterEach
    void stopAll() {
        stop.countDown();
        writers.shutdownNow();
        firehose.close();
    }

    @Test
    void repeatsNothingAfterAStopInTheMiddle() throws Exception {
        firehose.refuse(n -> n % 3 == 0);
        try (RotatedLog log = new RotatedLog(directory, "app", Rotation.RENAME)) {
            Future<?> writer = writers.submit(() -> {
                while (!stop.await(1, TimeUnit.MILLISECONDS)) {
                    log.write(100);
                }
                return null;
            });
            for (int i = 0; i < 2; i++) {
                long next = arrived.distinct() + 20_000;
                try (AgentProcess agent = AgentProcess.start(directory, firehose.endpoint(), properties)) {
                    agent.await(() -> arrived.distinct() >= next);
                    agent.terminate();
                    assertThat(agent.waitFor()).isEqualTo(TERMINATED);
                }
            }
            stop.countDown();
            writer.get();
            try (AgentProcess agent = AgentProcess.start(directory, firehose.endpoint(), properties)) {
                agent.await(() -> arrived.distinct() == log.lines());
                agent.terminate();
                assertThat(agent.waitFor()).isEqualTo(TERMINATED);
                assertThat(agent.log()).noneMatch(line -> line.contains(" ERROR ") || line.contains("Exception"));
            }
            assertThat(arrived.repeats()).isZero();
        }
    }

    @Test
    void deliversWhatWasWrittenJustBeforeTheStop() throws Exception {
        properties.put("tail.scan", "1h");
        try (RotatedLog log = new RotatedLog(directory, "app", Rotation.RENAME)) {
            log.write(10);
            try (AgentProcess agent = AgentProcess.start(directory, firehose.endpoint(), properties)) {
                agent.await(() -> arrived.distinct() == 10);
                // A new file, which nobody would look for within the hour.
                log.rotate(0);
                log.write(10_000);
                agent.terminate();
                assertThat(agent.waitFor()).isEqualTo(TERMINATED);
            }
            assertThat(arrived.distinct()).isEqualTo(log.lines());
            assertThat(arrived.repeats()).isZero();
        }
    }

    @Test
    void stopsQuicklyAndQuietlyWhileFirehoseIsAway() throws Exception {
        properties.put("camel.main.shutdown-timeout", "60");
        try (RotatedLog log = new RotatedLog(directory, "app", Rotation.RENAME)) {
            try (AgentProcess agent = AgentProcess.start(directory, firehose.endpoint(), properties)) {
                log.write(1_000);
                agent.await(() -> arrived.distinct() == log.lines());
                firehose.away(true);
                log.write(100_000);
                int calls = firehose.calls();
                agent.await(() -> firehose.calls() > calls + 8);
                long before = System.nanoTime();
                agent.terminate();
                assertThat(agent.waitFor()).isEqualTo(TERMINATED);
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
                assertThat(agent.log())
                        .noneMatch(line -> line.contains(" ERROR ")
                                || (line.contains("Exception:") && !line.contains(" WARN  Outages - ")));
                assertThat(agent.log())
                        .filteredOn(line -> line.contains("not delivered"))
                        .singleElement()
                        .asString()
                        .contains("batches of app not delivered");
            }
            firehose.away(false);
            try (AgentProcess agent = AgentProcess.start(directory, firehose.endpoint(), properties)) {
                agent.await(() -> arrived.distinct() == log.lines());
                assertThat(arrived.repeats()).isZero();
            }
        }
    }
}
