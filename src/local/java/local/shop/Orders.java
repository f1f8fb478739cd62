package local.shop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes the lines of {@link Feed#ORDERS}, one after the other. Not thread-safe. */
final class Orders {

    /** Corrections and duplicates are of one of the last orders. */
    private static final int RECENT = 2_000;

    private static final BadRow[] KINDS = {
        BadRow.NOT_A_NUMBER, BadRow.NOT_A_DATE, BadRow.MISSING_KEY, BadRow.BROKEN_QUOTE
    };
    private static final String[] NO_NUMBERS = {"abc", "12.3.4", "n/a", "--"};
    private static final String[] NO_DATES = {"20th of November", "2026-02-30T10:00:00.000Z", "2026-11-20T25:61:00.000Z"
    };

    private final Random random;
    private final Vocabulary vocabulary;
    private final Customers customers;
    private final double badShare;
    private final List<Versions<OrderRow>> recent = new ArrayList<>();
    private long lastNumber;
    private int bad;

    Orders(Random random, Vocabulary vocabulary, Customers customers, double badShare) {
        this.random = random;
        this.vocabulary = vocabulary;
        this.customers = customers;
        this.badShare = badShare;
    }

    Line next(Instant now) {
        if (random.nextDouble() < badShare) {
            return badLine(newOrder(now));
        }
        double what = random.nextDouble();
        if (recent.isEmpty() || what < 0.88) {
            OrderRow row = newOrder(now);
            remember(new Versions<>(row, now));
            return new Line.Order(row);
        }
        return new Line.Order(another(recent.get(random.nextInt(recent.size())), what, now));
    }

    private OrderRow another(Versions<OrderRow> order, double what, Instant now) {
        if (what < 0.91) {
            return order.latest();
        }
        if (what < 0.94 && order.hasRoomForALateVersion()) {
            return order.latest().corrected(otherCents(order.latest()), order.lateTime(random));
        }
        OrderRow corrected = order.latest().corrected(otherCents(order.latest()), now);
        order.add(corrected, now);
        return corrected;
    }

    private OrderRow newOrder(Instant now) {
        lastNumber++;
        int quantity = 1 + (int) (random.nextDouble() * random.nextDouble() * 12);
        return new OrderRow(
                lastNumber,
                customers.anyNumber(),
                vocabulary.product(random),
                quantity,
                quantity * (long) (99 + random.nextInt(20_000)),
                now.minusMillis(random.nextInt(60_000)),
                now);
    }

    private long otherCents(OrderRow row) {
        return row.cents() + 1 + random.nextInt(5_000);
    }

    private void remember(Versions<OrderRow> order) {
        if (recent.size() < RECENT) {
            recent.add(order);
        } else {
            recent.set((int) (lastNumber % RECENT), order);
        }
    }

    private Line badLine(OrderRow row) {
        BadRow kind = KINDS[bad % KINDS.length];
        int round = bad / KINDS.length;
        String[] fields = row.fields();
        switch (kind) {
            case NOT_A_NUMBER -> fields[round % 2 == 0 ? 4 : 3] = NO_NUMBERS[round % NO_NUMBERS.length];
            case NOT_A_DATE -> fields[round % 2 == 0 ? 6 : 5] = NO_DATES[round % NO_DATES.length];
            case MISSING_KEY -> fields[round % 2] = "";
            case BROKEN_QUOTE -> fields[2] = fields[2].replace("\"", "");
        }
        bad++;
        String text = kind == BadRow.BROKEN_QUOTE
                ? String.join(",", fields[0], fields[1], "\"" + fields[2], fields[3], fields[4], fields[5], fields[6])
                : Csv.line(fields);
        return new Line.Bad(Feed.ORDERS, kind, text);
    }
}
