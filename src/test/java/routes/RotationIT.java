package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import routes.RotatedLog.Rotation;

/**
 * Every way of rotating a log in every situation of the agent: every line arrives exactly once and in the order of its file,
 * and at least once where the agent is killed, which is exactly once to whoever takes each source and offset once.
 *
 * <p>What cannot be had, here as anywhere: lines that stand in a file when it is truncated, or deleted while no agent has it
 * open, and were not read by then. Where nobody waits for the reader the tests ask for what remains: each incarnation of the
 * file arrives from its first line to some line, and what is missing is its end.
 */
@Timeout(300)
class RotationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROTATIONS = 6;
    private static final int KILLS = 2;

    @TempDir
    private Path directory;

    private final ArrivedLines arrived = new ArrivedLines();
    private final ExecutorService writers = Executors.newSingleThreadExecutor();
    private final CountDownLatch stop = new CountDownLatch(1);
    private InMemoryFirehose firehose;

    @BeforeEach
    void startFirehose() throws Exception {
        firehose = new InMemoryFirehose(arrived);
    }

    @AfterEach
    void stopAll() {
        stop.countDown();
        writers.shutdownNow();
        firehose.close();
    }

    @ParameterizedTest
    @EnumSource(Rotation.class)
    void losesAndRepeatsNothingWhereTheWriterRests(Rotation rotation) throws Exception {
        try (RotatedLog log = log(rotation);
                TestAgent agent = agent(rotation, Map.of())) {
            for (int i = 0; i < ROTATIONS; i++) {
                // A file that has its old size again is only looked at closely after ten seconds.
                log.write(300 + i);
                awaitAll(log);
                log.rotate(0);
            }
            log.write(400);
            awaitSettled(log, agent);
            assertEveryLineOnce(log);
            assertInOrder();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Rotation.class, mode = Mode.EXCLUDE, names = "COPY_TRUNCATE")
    void losesAndRepeatsNothingAtFullSpeed(Rotation rotation) throws Exception {
        try (RotatedLog log = log(rotation);
                TestAgent agent = agent(rotation, Map.of())) {
            for (int i = 0; i < ROTATIONS; i++) {
                writeAtFullSpeed(log);
                awaitOpened(rotation, log, agent);
                log.rotate(100);
            }
            writeAtFullSpeed(log);
            awaitSettled(log, agent);
            assertEveryLineOnce(log);
            assertInOrder();
        }
    }

    @Test
    void losesNothingAtFullSpeedWhereTheWriterPausesUntilItsLinesHaveLeftBeforeItTruncates() throws Exception {
        try (RotatedLog log = log(Rotation.COPY_TRUNCATE);
                TestAgent agent = agent(Rotation.COPY_TRUNCATE, Map.of())) {
            for (int i = 0; i < ROTATIONS; i++) {
                writeAtFullSpeed(log);
                awaitAll(log);
                log.rotate(0);
            }
            writeAtFullSpeed(log);
            awaitSettled(log, agent);
            assertEveryLineOnce(log);
            assertInOrder();
        }
    }

    @Test
    void losesOnlyTheEndOfWhatIsTruncatedAtFullSpeedAndSaysSo() throws Exception {
        try (CapturedLog said = CapturedLog.ofAll();
                RotatedLog log = log(Rotation.COPY_TRUNCATE);
                TestAgent agent = agent(Rotation.COPY_TRUNCATE, Map.of())) {
            for (int i = 0; i < ROTATIONS; i++) {
                writeAtFullSpeed(log);
                await().atMost(PATIENCE).until(() -> arrived.of(log.incarnation()) > 0);
                log.rotate(100);
            }
            log.write(300);
            awaitEndOfLast(log, agent);
            assertOnlyEndsAreMissing(log);
            assertThat(arrived.repeats()).isZero();
            assertInOrder();
            assertThat(said.warnings().stream().filter(line -> line.contains("was truncated")))
                    .hasSize((int) agent.files().getTruncations());
            assertThat(agent.files().getTruncations()).isBetween(1L, (long) ROTATIONS);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Rotation.class, mode = Mode.EXCLUDE, names = "COPY_TRUNCATE")
    void losesAndRepeatsNothingWhileFirehoseRefuses(Rotation rotation) throws Exception {
        firehose.refuse(n -> true);
        try (RotatedLog log = log(rotation);
                // Far less than is written meanwhile, so most of it is read after several rotations.
                TestAgent agent = agent(rotation, Map.of("tail.budget", "4MiB"))) {
            for (int i = 0; i < ROTATIONS; i++) {
                writeAtFullSpeed(log);
                awaitOpened(rotation, log, agent);
                log.rotate(100);
            }
            writeAtFullSpeed(log);
            await().until(() -> agent.files().getBytesInFlight() > 0);
            assertThat(arrived.distinct()).isZero();
            refuseAThird();
            awaitSettled(log, agent);
            assertEveryLineOnce(log);
            assertThat(arrived.breaks()).isZero();
            assertThat(firehose.mostBytesInFlight()).isLessThanOrEqualTo(4L << 20);
        }
    }

    @Test
    void losesOnlyTheEndOfWhatIsTruncatedWhileFirehoseRefuses() throws Exception {
        firehose.refuse(n -> true);
        try (RotatedLog log = log(Rotation.COPY_TRUNCATE);
                TestAgent agent = agent(Rotation.COPY_TRUNCATE, Map.of("tail.budget", "4MiB"))) {
            for (int i = 0; i < ROTATIONS; i++) {
                writeAtFullSpeed(log);
                log.rotate(100);
            }
            log.write(300);
            refuseAThird();
            awaitEndOfLast(log, agent);
            assertOnlyEndsAreMissing(log);
            assertThat(arrived.repeats()).isZero();
            assertThat(arrived.breaks()).isZero();
        }
    }

    @Test
    void losesNothingWhileFirehoseRefusesWhereTheWriterPausesBeforeItTruncates() throws Exception {
        refuseAThird();
        try (RotatedLog log = log(Rotation.COPY_TRUNCATE);
                TestAgent agent = agent(Rotation.COPY_TRUNCATE, Map.of())) {
            for (int i = 0; i < ROTATIONS; i++) {
                writeAtFullSpeed(log);
                awaitAll(log);
                log.rotate(0);
            }
            log.write(300);
            awaitSettled(log, agent);
            assertEveryLineOnce(log);
            assertThat(arrived.breaks()).isZero();
        }
    }

    /** Where truncating or deleting would lose what is not read, the writer waits until it has left. */
    @ParameterizedTest
    @EnumSource(Rotation.class)
    void losesNothingAcrossKills(Rotation rotation) throws Exception {
        boolean isPatient = rotation == Rotation.COPY_TRUNCATE || rotation == Rotation.DELETE;
        try (RotatedLog log = log(rotation)) {
            killWhileWriting(rotation, log, isPatient);
            assertThat(arrived.strange()).isEmpty();
            assertAllHaveArrived(log);
            assertInOrder();
            assertThat(arrived.distinctPlaces()).isEqualTo(log.lines());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Rotation.class,
            mode = Mode.INCLUDE,
            names = {"COPY_TRUNCATE", "DELETE"})
    void losesOnlyEndsAcrossKillsWhereNobodyWaits(Rotation rotation) throws Exception {
        try (RotatedLog log = log(rotation)) {
            killWhileWriting(rotation, log, false);
            assertOnlyEndsAreMissing(log);
            assertInOrder();
            assertThat(arrived.distinctPlaces()).isEqualTo(arrived.distinct());
        }
    }

    private void killWhileWriting(Rotation rotation, RotatedLog log, boolean isPatient) throws Exception {
        long seed = System.nanoTime();
        System.out.println("Seed of the kills, " + rotation + ": " + seed);
        Random random = new Random(seed);
        Map<String, String> properties = TestAgent.properties(directory, rotation.glob(directory, "app"));
        properties.put("feed.app.metadata", "true");
        AgentProcess agent = AgentProcess.start(directory, firehose.endpoint(), properties);
        try {
            Future<?> writer = writers.submit(writer(log, isPatient, new Random(seed)));
            for (int kills = 0; kills < KILLS; kills++) {
                long next = arrived.distinct() + 1_000 + random.nextInt(30_000);
                awaitWriting(writer, () -> arrived.distinct() >= next);
                agent.kill();
                System.out.println("Killed after " + arrived.distinct() + " lines, " + arrived.repeats() + " repeated");
                agent = AgentProcess.start(directory, firehose.endpoint(), properties);
            }
            long last = arrived.distinct() + 1_000;
            awaitWriting(writer, () -> arrived.distinct() >= last);
            stop.countDown();
            writer.get();
            await().atMost(PATIENCE)
                    .until(() -> arrived.of(log.incarnation()) == log.written().getOrDefault(log.incarnation(), 0));
            if (isPatient || rotation == Rotation.RENAME || rotation == Rotation.CREATE) {
                awaitAll(log);
            }
        } finally {
            agent.close();
        }
    }

    /** Writes some lines now and then until it is stopped, and rotates at random. */
    private Callable<Void> writer(RotatedLog log, boolean isPatient, Random random) {
        return () -> {
            while (!stop.await(1 + random.nextInt(4), TimeUnit.MILLISECONDS)) {
                log.write(1 + random.nextInt(100));
                if (random.nextInt(100) == 0) {
                    if (isPatient) {
                        await().atMost(PATIENCE)
                                .until(() -> arrived.of(log.incarnation())
                                        == log.written().get(log.incarnation()));
                    }
                    log.rotate(isPatient ? 0 : random.nextInt(20));
                }
            }
            log.write(1);
            return null;
        };
    }

    private static void awaitWriting(Future<?> writer, Callable<Boolean> condition)
            throws ExecutionException, InterruptedException {
        await().atMost(PATIENCE).until(() -> writer.isDone() || condition.call());
        if (writer.isDone()) {
            writer.get();
            throw new AssertionError("The writer has ended too early");
        }
    }

    /** Files of 2 MB, in pieces as a busy program would write them, with no rest between them. */
    private static void writeAtFullSpeed(RotatedLog log) throws Exception {
        for (int i = 0; i < 200 + log.rotations(); i++) {
            log.write(100);
        }
    }

    /** A file that comes and goes between two looks at its directory leaves nothing that could be read. */
    private static void awaitOpened(Rotation rotation, RotatedLog log, TestAgent agent) {
        if (rotation == Rotation.DELETE) {
            await().atMost(PATIENCE).until(() -> agent.files().getFilesWatched() == log.rotations() + 1);
        }
    }

    private void refuseAThird() {
        Random random = new Random(7);
        firehose.refuse(n -> random.nextInt(10) < 3);
    }

    private void awaitAll(RotatedLog log) {
        await().atMost(PATIENCE).until(() -> arrived.distinct() >= log.lines());
    }

    private void awaitSettled(RotatedLog log, TestAgent agent) {
        awaitAll(log);
        await().atMost(PATIENCE).until(agent::isUpToDate);
    }

    private void awaitEndOfLast(RotatedLog log, TestAgent agent) {
        await().atMost(PATIENCE)
                .until(() -> arrived.of(log.incarnation()) == log.written().get(log.incarnation()));
        await().atMost(PATIENCE).until(agent::isUpToDate);
    }

    private void assertEveryLineOnce(RotatedLog log) {
        assertThat(arrived.strange()).isEmpty();
        assertAllHaveArrived(log);
        assertThat(arrived.repeats()).isZero();
    }

    private void assertAllHaveArrived(RotatedLog log) {
        Map<String, Integer> counts = new HashMap<>();
        log.written().keySet().forEach(incarnation -> counts.put(incarnation, arrived.of(incarnation)));
        assertThat(counts).isEqualTo(log.written());
        assertThat(arrived.distinct()).isEqualTo(log.lines());
    }

    private void assertOnlyEndsAreMissing(RotatedLog log) {
        assertThat(arrived.strange()).isEmpty();
        assertThat(log.written().keySet()).allMatch(arrived::isWithoutGap);
        assertThat(log.written()).allSatisfy((incarnation, lines) -> assertThat(arrived.of(incarnation))
                .isLessThanOrEqualTo(lines));
    }

    private void assertInOrder() {
        assertThat(arrived.disorders()).isZero();
        assertThat(arrived.breaks()).isZero();
    }

    private RotatedLog log(Rotation rotation) throws Exception {
        return new RotatedLog(directory, "app", rotation);
    }

    private TestAgent agent(Rotation rotation, Map<String, String> properties) throws Exception {
        return TestAgent.start(directory, rotation.glob(directory, "app"), firehose, properties);
    }
}
