package local.shop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Appends the lines of a shop to its log files. Stateless: how far it came is in the files. */
public final class ShopWriter {

    /** How long lines may wait in memory while a rate is kept. */
    private static final long FLUSH_NANOS = 10_000_000;

    private ShopWriter() {}

    /** As below, with all lines for the files. */
    public static long write(Shop shop, long orders, Path directory, double linesPerSecond) throws IOException {
        return write(shop, orders, directory, linesPerSecond, line -> false);
    }

    /**
     * Appends lines until the files hold {@code shop.lines(orders)}; what they hold already, from a run that was killed,
     * is not written again. Ends early, after a whole line of orders, when its thread is interrupted; the thread stays
     * interrupted.
     *
     * @param directory created if it is missing
     * @param linesPerSecond of all files together; 0 as fast as possible
     * @param elsewhere takes the lines that are not for the files
     * @return the lines of orders in the file now: {@code Truth.of(shop, thatNumber)} is what all files say, with what went
     *     elsewhere
     * @throws IOException if a file cannot be written, was begun by another shop, or holds more lines than asked for
     */
    public static long write(Shop shop, long orders, Path directory, double linesPerSecond, Predicate<Line> elsewhere)
            throws IOException {
        if (!(linesPerSecond >= 0)) {
            throw new IllegalArgumentException("The rate is " + linesPerSecond + " lines/s, expected 0 or more");
        }
        try (ShopLogs logs = new ShopLogs(directory)) {
            long ordersWritten = 0;
            long written = 0;
            long start = System.nanoTime();
            for (Iterator<Line> lines = shop.lines(orders); lines.hasNext(); ) {
                Line line = lines.next();
                if (!elsewhere.test(line) && logs.append(line) && linesPerSecond > 0) {
                    written++;
                    long ahead = (long) (written / linesPerSecond * 1e9) - (System.nanoTime() - start);
                    if (ahead > FLUSH_NANOS) {
                        logs.flush();
                        LockSupport.parkNanos(ahead);
                    }
                }
                if (line.feed() == Feed.ORDERS) {
                    ordersWritten++;
                    if (Thread.currentThread().isInterrupted() && logs.areCaughtUp()) {
                        return ordersWritten;
                    }
                }
            }
            logs.requireCaughtUp();
            return ordersWritten;
        }
    }
}
