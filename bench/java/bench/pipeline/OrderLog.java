package bench.pipeline;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A log of orders whose lines say when they were written. One thread writes, others may ask how far it is. */
final class OrderLog {
    /** Lines are written so many milliseconds apart, all that are due by then at once. */
    private static final long TICK_MILLIS = 10;

    private static final int CUSTOMERS = 10_000;
    private static final String LINE = "O-%012d,C-%06d,Porcelain milk jug,2,19.80,%s,%s\n";

    private final Path file;
    private final AtomicLong lines = new AtomicLong();

    OrderLog(Path file) {
        this.file = file;
    }

    /** The bytes of a line. */
    static int lineBytes() {
        return line(0, "2026-01-01T00:00:00.000Z").length;
    }

    static byte[] line(long number, String time) {
        return LINE.formatted(number, number % CUSTOMERS, time, time).getBytes(StandardCharsets.UTF_8);
    }

    /** How many have been written. */
    long lines() {
        return lines.get();
    }

    /** Appends lines at a rate for a while. */
    void write(double linesPerSecond, int seconds) throws IOException {
        long start = System.nanoTime();
        long first = lines.get();
        long all = (long) (linesPerSecond * seconds);
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (long written = 0; written < all; written = lines.get() - first) {
                double passed = (System.nanoTime() - start) / 1e9;
                append(out, Math.min(all, (long) (linesPerSecond * passed)) - written);
                LockSupport.parkNanos(TICK_MILLIS * 1_000_000);
            }
        }
    }

    private void append(OutputStream out, long count) throws IOException {
        String now = Instant.now()
                        .truncatedTo(ChronoUnit.MILLIS)
                        .plusNanos(1)
                        .toString()
                        .substring(0, 23) + "Z";
        int size = lineBytes();
        byte[] block = new byte[Math.toIntExact(count * size)];
        byte[] template = line(0, now);
        for (int i = 0; i < count; i++) {
            System.arraycopy(template, 0, block, i * size, size);
            long number = lines.get() + i;
            digits(block, i * size + 2, 12, number);
            digits(block, i * size + 17, 6, number % CUSTOMERS);
        }
        out.write(block);
        lines.addAndGet(count);
    }

    private static void digits(byte[] block, int at, int count, long number) {
        long left = number;
        for (int i = count - 1; i >= 0; i--) {
            block[at + i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }
}
