package bench.pipeline;

import bench.Cost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lines written at a steady rate, or as fast as they go, and how far behind the mart is, once a second.
 *
 * @param rate lines a second that were asked for
 * @param lines written in all
 * @param keptUp rows a second that became visible while lines were written, the first minute at most left out; NaN if not
 *     even two batches became so
 * @param samples one a second
 * @param drainSeconds from the last line to the last row; NaN if it took longer than two minutes
 * @param cpuSeconds processor time of the application
 * @param peakMegabytes of the application
 */
record Sustained(
        double rate,
        long lines,
        double keptUp,
        List<Sample> samples,
        double drainSeconds,
        double cpuSeconds,
        double peakMegabytes) {
    private static final int WARM_UP_SECONDS = 60;

    /** For the rest after the last line; who is further behind than that has not kept up. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** How it stood at a second. */
    record Sample(double second, long written, long visible, double megabytes, long files) {
        long behind() {
            return written - visible;
        }
    }

    /** The mean of something in each quarter of the time that counts. */
    List<Double> quarters(ToDoubleFunction<Sample> what) {
        List<Sample> counted = counted(samples);
        int size = Math.max(1, counted.size() / 4);
        return Stream.iterate(0, from -> from + size <= counted.size(), from -> from + size)
                .limit(4)
                .map(from -> counted.subList(from, from + size).stream()
                        .mapToDouble(what)
                        .average()
                        .orElseThrow())
                .toList();
    }

    private static List<Sample> counted(List<Sample> samples) {
        int warmUp = Math.min(WARM_UP_SECONDS, samples.size() / 3);
        return samples.subList(warmUp, samples.size());
    }

    static Sustained measure(Path dir, double rate, int seconds) throws Exception {
        try (Pipeline pipeline = new Pipeline(dir)) {
            OrderLog log = new OrderLog(pipeline.log());
            pipeline.start(Map.of());
            long start = System.nanoTime();
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(log, rate, seconds));
            List<Sample> samples = new ArrayList<>();
            while (!writing.isDone()) {
                pipeline.requireAlive();
                Pipeline.Footprint footprint = pipeline.footprint();
                samples.add(new Sample(
                        (System.nanoTime() - start) / 1e9,
                        log.lines(),
                        pipeline.visible(),
                        footprint.megabytes(),
                        footprint.files()));
                TimeUnit.SECONDS.sleep(1);
            }
            writing.join();
            long end = System.nanoTime();
            pipeline.firehose().flush(Duration.ofMinutes(10));
            boolean haveArrived = Latency.arrive(pipeline, log.lines(), PATIENCE);
            double drain = haveArrived ? (System.nanoTime() - end) / 1e9 : Double.NaN;
            Cost cost = pipeline.applicationCost();
            return new Sustained(
                    rate,
                    log.lines(),
                    keptUp(counted(samples)),
                    samples,
                    drain,
                    cost.cpuSeconds(),
                    cost.peakMegabytes());
        }
    }

    /**
     * Rows a second from the first batch that becomes visible to the last. Not to the last sample: where much waits a batch has
     * millions of rows, and what has been loaded of the next would not count.
     */
    static double keptUp(List<Sample> samples) {
        List<Sample> arrivals = IntStream.range(1, samples.size())
                .filter(i -> samples.get(i).visible() > samples.get(i - 1).visible())
                .mapToObj(samples::get)
                .toList();
        if (arrivals.size() < 2) {
            return Double.NaN;
        }
        Sample first = arrivals.get(0);
        Sample last = arrivals.get(arrivals.size() - 1);
        return (last.visible() - first.visible()) / (last.second() - first.second());
    }

    private static void write(OrderLog log, double rate, int seconds) {
        try {
            log.write(rate, seconds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
