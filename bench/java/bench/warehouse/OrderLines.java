package bench.warehouse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Lines of orders in the order they are recorded: of 40, 38 are new orders, one corrects and one repeats an order of the
 * last 100,000. An order's fields follow from its number, so nothing is remembered. Not thread-safe.
 */
final class OrderLines {
    /** The instant of order 0. */
    static final Instant OPENED = Instant.parse("2026-01-01T00:00:00Z");
    /** From one order to the next. */
    static final long PAUSE_MILLIS = 20;

    static final long CUSTOMERS = 10_000;

    private static final long RECENT = 100_000;
    private static final String[] PRODUCTS = {"Mug", "Teapot", "\"Bowl, \"\"blue\"\"\"", "Żółta filiżanka", "Milk jug"};

    private final Ids ids;
    private final Random random;
    private final long first;
    private long next;

    /**
     * @param first the number of the first new order; those before it are history
     */
    OrderLines(Ids ids, long first) {
        this.ids = ids;
        this.first = first;
        this.next = first;
        this.random = new Random(first);
    }

    /** The next lines. */
    List<String> next(int count) {
        List<String> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            boolean another = i % 20 == 19 && next > first;
            if (!another) {
                lines.add(line(next++, 0));
            } else {
                long known = next - 1 - random.nextLong(Math.min(RECENT, next - first));
                lines.add(line(known, i % 40 == 39 ? 0 : next));
            }
        }
        return lines;
    }

    /** The number that the next new order gets, so how many orders there are with those of history. */
    long orders() {
        return next;
    }

    /** The order as first recorded, or as corrected when another one, by its number, was recorded. */
    private String line(long number, long correctedAt) {
        long mixed = new Random(number).nextLong(1L << 40);
        long ordered = OPENED.toEpochMilli() + number * PAUSE_MILLIS;
        long recorded = correctedAt == 0 ? ordered + 1000 : OPENED.toEpochMilli() + correctedAt * PAUSE_MILLIS + 1000;
        long quantity = 1 + mixed % 9;
        long cents = 99 + mixed / 9 % 20_000 + correctedAt % 100;
        return String.format(
                Locale.ROOT,
                "%s,C-%06d,%s,%d,%d.%02d,%s,%s",
                ids.id(number),
                mixed % CUSTOMERS,
                PRODUCTS[(int) (mixed % PRODUCTS.length)],
                quantity,
                cents / 100,
                cents % 100,
                Instant.ofEpochMilli(ordered),
                Instant.ofEpochMilli(recorded));
    }
}
