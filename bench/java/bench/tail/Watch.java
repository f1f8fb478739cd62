package bench.tail;

import bench.Cost;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for a sender to begin and to end, and reads what it took. */
final class Watch {
    /** A sender that has called and then makes no call for so long has sent everything; its figures end before. */
    private static final double QUIET_SECONDS = 2;

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final SinkProcess sink;

    Watch(SinkProcess sink) {
        this.sink = sink;
    }

    /** Starts a sender. */
    interface Start {
        Sender start() throws IOException;
    }

    /** Starts a sender, waits until it has sent everything, and stops it. */
    Drain drain(long inputBytes, Start start) throws Exception {
        sink.reset();
        double sinkCpu = Cost.of(sink.pid()).cpuSeconds();
        long startNanos = System.nanoTime();
        try (Sender sender = start.start()) {
            await(sender, figures -> figures.calls() > 0);
            double cpuBefore = Cost.of(sender.pid()).cpuSeconds();
            Tally.Figures figures = await(sender, found -> found.quietSeconds() > QUIET_SECONDS);
            Cost cost = Cost.of(sender.pid());
            return new Drain(
                    inputBytes,
                    figures.seconds(),
                    (figures.lastNanos() - startNanos) / 1e9,
                    cost.cpuSeconds(),
                    cost.cpuSeconds() - cpuBefore,
                    Cost.of(sink.pid()).cpuSeconds() - sinkCpu,
                    cost.peakMegabytes(),
                    figures.calls(),
                    figures.records(),
                    figures.bytes(),
                    figures.billed());
        }
    }

    /** What the sink has taken is as it should be. */
    interface Condition {
        boolean holds(Tally.Figures figures);
    }

    /** Looks at the sink until a condition holds. */
    Tally.Figures await(Sender sender, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Tally.Figures figures = sink.figures();
            if (condition.holds(figures)) {
                return figures;
            }
            sender.requireAlive();
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
        throw new IllegalStateException("The sender was not done within " + PATIENCE + ": " + sink.figures());
    }
}
