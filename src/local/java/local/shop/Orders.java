package local.shop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes the lines of {@link Feed#ORDERS}, one after the other. Not thread-safe. */
final class Orders {

    /** Corrections and duplicates are of one of the last orders. */
    private static final int RECENT = 2_000;

    private static final BadRow[] KINDS = {
        BadRow.NOT_A_NUMBER, BadRow.NOT_A_DATE, BadRow.MISSING_KEY, BadRow.BROKEN_QUOTE, BadRow.TOO_FEW_COLUMNS
    };
    private static final String[] NO_NUMBERS = {"abc", "12.3.4", "n/a", "--"};
    private static final String[] NO_DATES = {"20th of November", "2026-02-30T10:00:00.000Z", "2026-11-20T25:61:00.000Z"
    };

    private final Random random;
    private final Vocabulary vocabulary;
    private final Customers customers;
    private final ExtraColumns extraColumns;
    private final double badShare;
    private final List<Versions<OrderRow>> recent = new ArrayList<>();
    private long lastNumber;
    private int bad;

    Orders(Random random, Vocabulary vocabulary, Customers customers, double badShare) {
        this.random = random;
        this.vocabulary = vocabulary;
        this.customers = customers;
        this.badShare = badShare;
        extraColumns = new ExtraColumns(random, vocabulary);
    }

    Line next(Instant now) {
        if (random.nextDouble() < badShare) {
            return badLine(newOrder(now));
        }
        return new Line.Order(good(now), extraColumns.next());
    }

    private OrderRow good(Instant now) {
        double what = random.nextDouble();
        if (recent.isEmpty() || what < 0.88) {
            OrderRow row = newOrder(now);
            remember(new Versions<>(row, now));
            return row;
        }
        return another(recent.get(random.nextInt(recent.size())), what, now);
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
        bad++;
        String[] fields = row.fields();
        boolean isEven = round % 2 == 0;
        return switch (kind) {
            case NOT_A_NUMBER -> {
                fields[isEven ? 4 : 3] = NO_NUMBERS[round % NO_NUMBERS.length];
                yield bad(kind, isEven ? "amount_is_positive" : "quantity_is_positive", Csv.line(fields));
            }
            case NOT_A_DATE -> {
                fields[isEven ? 6 : 5] = NO_DATES[round % NO_DATES.length];
                yield bad(kind, isEven ? "recorded_at_is_a_time" : "ordered_at_is_a_time", Csv.line(fields));
            }
            case MISSING_KEY -> {
                fields[isEven ? 0 : 1] = "";
                yield bad(kind, isEven ? "order_id_is_present" : "customer_id_is_present", Csv.line(fields));
            }
            case TOO_FEW_COLUMNS -> tooFewColumns(1 + round % 6, fields);
            default -> {
                fields[2] = "\"" + fields[2].replace("\"", "");
                yield bad(BadRow.BROKEN_QUOTE, Line.UNPARSABLE, String.join(",", fields));
            }
        };
    }

    private static Line tooFewColumns(int columns, String[] fields) {
        // Of the rules that the missing columns break, the first by name counts.
        String rule =
                switch (columns) {
                    case 6 -> "recorded_at_is_a_time";
                    case 5 -> "ordered_at_is_a_time";
                    default -> "amount_is_positive";
                };
        return bad(BadRow.TOO_FEW_COLUMNS, rule, Csv.line(Arrays.copyOf(fields, columns)));
    }

    private static Line bad(BadRow kind, String rule, String text) {
        return new Line.Bad(Feed.ORDERS, kind, rule, text);
    }
}
