package bench.tail;

import bench.Cost;
import bench.Percentiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * How long a line that is written alone takes to the sink, in files that nobody else writes to. Among few files a file gets
 * its next line when it has been idle for two or three seconds, at a random moment; among many each line goes to another.
 */
final class LatencyBench {
    /** Among so many files another is written to each time, so that each is one that is looked at less often. */
    private static final int MANY = 1_000;

    private static final int WRITTEN = 10;
    private static final Duration APART = Duration.ofMillis(100);
    /** Longer than a reader by default goes on looking at a file that had a line. */
    private static final Duration IDLE = Duration.ofMillis(1_200);

    private static final int RANDOM_MILLIS = 1_000;
    /** Longer than it takes until idle files are looked at less often. */
    private static final long SETTLE_SECONDS = 75;

    private final int latencies;
    private final Random random = new Random(1);

    /**
     * What was measured.
     *
     * @param files how many were watched
     * @param cpuPercent of one core that watching them took while nothing was written; NaN if it was not measured
     * @param delays of the lines
     */
    record Result(int files, double cpuPercent, Percentiles delays) {}

    LatencyBench(int latencies) {
        this.latencies = latencies;
    }

    /**
     * Measures.
     *
     * @param idleSeconds how long to watch without writing first, or 0
     */
    Result run(Path dir, int fileCount, int idleSeconds, SinkProcess sink) throws Exception {
        LogFiles files = LogFiles.write(dir.resolve("idle-" + fileCount), fileCount, 1);
        Watch watch = new Watch(sink);
        sink.reset();
        try (Sender agent = AgentProcess.start(dir.resolve("idle-home-" + fileCount), files.glob(), sink, Map.of())) {
            watch.await(agent, figures -> figures.bytes() == files.bytes());
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            double cpu = idle(agent, idleSeconds);
            List<Double> delays = write(files, agent, sink, watch);
            return new Result(fileCount, cpu, Percentiles.of(delays));
        }
    }

    private static double idle(Sender agent, int seconds) throws IOException, InterruptedException {
        if (seconds == 0) {
            return Double.NaN;
        }
        double before = Cost.of(agent.pid()).cpuSeconds();
        TimeUnit.SECONDS.sleep(seconds);
        return (Cost.of(agent.pid()).cpuSeconds() - before) * 100 / seconds;
    }

    private List<Double> write(LogFiles files, Sender agent, SinkProcess sink, Watch watch)
            throws IOException, InterruptedException {
        int written = files.files() < MANY ? Math.min(WRITTEN, files.files()) : Math.min(latencies, files.files());
        long[] due = new long[written];
        Arrays.setAll(due, file -> nextNanos() + file * APART.toNanos());
        long[] numbers = new long[written];
        List<long[]> writes = new ArrayList<>();
        for (int i = 0; i < latencies; i++) {
            int file = earliest(due);
            TimeUnit.NANOSECONDS.sleep(due[file] - System.nanoTime());
            long number = ++numbers[file];
            long micros = micros();
            // Spread over the directory, so that their place in it does not matter.
            int path = file * (files.files() / written);
            files.append(new Line(path, number));
            writes.add(new long[] {path, number, micros});
            due[file] = nextNanos() + written * APART.toNanos();
        }
        long bytes = files.bytes() + (long) latencies * Line.BYTES;
        watch.await(agent, figures -> figures.bytes() == bytes);
        List<Piece> pieces = sink.figuresWithLines().pieces();
        return writes.stream().map(write -> delay(write, pieces)).toList();
    }

    private static double delay(long[] write, List<Piece> pieces) {
        Piece arrived = pieces.stream()
                .filter(piece -> piece.file() == write[0]
                        && piece.first() <= write[1]
                        && write[1] < piece.first() + piece.count())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("A line did not arrive"));
        return (arrived.atMicros() - write[2]) / 1e3;
    }

    private long nextNanos() {
        return System.nanoTime()
                + IDLE.plusMillis(random.nextInt(RANDOM_MILLIS)).toNanos();
    }

    private static int earliest(long[] due) {
        int earliest = 0;
        for (int i = 1; i < due.length; i++) {
            earliest = due[i] < due[earliest] ? i : earliest;
        }
        return earliest;
    }

    private static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
