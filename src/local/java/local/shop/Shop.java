package local.shop;

import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Random;

/**
 * A busy shop: one endless sequence of lines that depends on the seed and the share of bad rows alone, so a run that
 * starts again knows what the one before it wrote. Of six lines the first is of {@link Feed#CUSTOMERS}, the second of
 * {@link Feed#EVENTS}, the others of {@link Feed#ORDERS}.
 *
 * <p>Among the good lines are corrections of orders and events and changes of customers, exact repetitions of an earlier
 * row, late ones, whose time is older than one already written, and some with more columns than documented. Two different
 * rows of one order or event never have the same time, two different changes of one customer only where a deletion of that
 * time outdoes them: which of them counts would depend on a tie-break. Bad rows are always of an order, customer or event
 * that has no good row.
 *
 * <p>Immutable and thread-safe; its iterators are not.
 */
public final class Shop {

    // Far enough back that no run reaches the present: a warehouse may reject orders of the future.
    private static final Instant OPENED = Instant.parse("2026-01-05T08:00:00Z");
    private static final int CYCLE = 6;

    /** The longest pause between two lines, in milliseconds of the shop's time; the shortest is 1. */
    private static final int LONGEST_PAUSE = 200;

    private final long seed;
    private final double badShare;
    private final Vocabulary vocabulary;

    /**
     * A shop.
     *
     * @param badShare the share of bad rows in each feed, 0 to less than 1
     */
    public Shop(long seed, double badShare) {
        if (!(badShare >= 0 && badShare < 1)) {
            throw new IllegalArgumentException("The share of bad rows is " + badShare + ", expected 0 to less than 1");
        }
        this.seed = seed;
        this.badShare = badShare;
        vocabulary = new Vocabulary(seed);
    }

    /**
     * The first lines of the sequence, ending with that many lines of {@link Feed#ORDERS}, good and bad, repeated and
     * corrected ones counted each.
     *
     * @param orders {@link Long#MAX_VALUE} for all practical purposes never ends
     */
    public Iterator<Line> lines(long orders) {
        return new Lines(orders);
    }

    private final class Lines implements Iterator<Line> {
        private final Random random = new Random(seed);
        private final Customers customers = new Customers(random, vocabulary, badShare);
        private final Orders orders = new Orders(random, vocabulary, customers, badShare);
        private final Events events = new Events(random, vocabulary, customers, badShare);
        private long ordersLeft;
        private long line;
        private Instant now = OPENED;

        private Lines(long orders) {
            ordersLeft = orders;
        }

        @Override
        public boolean hasNext() {
            return ordersLeft > 0;
        }

        @Override
        public Line next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            now = now.plusMillis(1 + random.nextInt(LONGEST_PAUSE));
            return switch ((int) (line++ % CYCLE)) {
                case 0 -> customers.next(now);
                case 1 -> events.next(now);
                default -> {
                    ordersLeft--;
                    yield orders.next(now);
                }
            };
        }
    }
}
