package local.shop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes the lines of {@link Feed#CUSTOMERS}, one after the other. Not thread-safe. */
final class Customers {

    private static final BadRow[] KINDS = {
        BadRow.NOT_A_DATE, BadRow.MISSING_KEY, BadRow.BROKEN_QUOTE, BadRow.TOO_FEW_COLUMNS
    };
    private static final String[] NO_DATES = {"yesterday", "2026-02-30T10:00:00.000Z", "2026-13-01T00:00:00.000Z"};

    /** The share of orders and events that name a customer whose own line comes later, or never. */
    private static final double STRANGERS = 0.01;

    /** How many numbers ahead a stranger's may be. */
    private static final int AHEAD = 40;

    private final Random random;
    private final Vocabulary vocabulary;
    private final ExtraColumns extraColumns;
    private final double badShare;
    private final List<Versions<CustomerEvent>> customers = new ArrayList<>();
    private long lastNumber;
    private int bad;

    Customers(Random random, Vocabulary vocabulary, double badShare) {
        this.random = random;
        this.vocabulary = vocabulary;
        this.badShare = badShare;
        extraColumns = new ExtraColumns(random, vocabulary);
    }

    Line next(Instant now) {
        if (random.nextDouble() < badShare) {
            return badLine(newCustomer(now));
        }
        return new Line.Customer(good(now), extraColumns.next());
    }

    /** The number of a customer that exists or existed, or now and then of one that does not exist yet. */
    long anyNumber() {
        return customers.isEmpty() || random.nextDouble() < STRANGERS
                ? lastNumber + 1 + random.nextInt(AHEAD)
                : any().latest().customerNumber();
    }

    private CustomerEvent good(Instant now) {
        double what = random.nextDouble();
        if (customers.isEmpty() || what < 0.60) {
            CustomerEvent event = newCustomer(now);
            customers.add(new Versions<>(event, now));
            return event;
        }
        return another(any(), what, now);
    }

    private CustomerEvent another(Versions<CustomerEvent> customer, double what, Instant now) {
        CustomerEvent latest = customer.latest();
        if (what < 0.65) {
            return latest;
        }
        if (what < 0.68) {
            return atTheSameTime(customer);
        }
        if (what < 0.75 && customer.hasRoomForALateVersion()) {
            return change(latest, customer.lateTime(random));
        }
        CustomerEvent event = change(latest, now);
        customer.add(event, now);
        return event;
    }

    /** A deletion of the latest change, or a change that the latest deletion outdoes. */
    private CustomerEvent atTheSameTime(Versions<CustomerEvent> customer) {
        CustomerEvent latest = customer.latest();
        if (latest.isDelete()) {
            return latest.moved(email(latest.customerNumber()), vocabulary.country(random), latest.changedAt());
        }
        CustomerEvent deletion = latest.deleted(latest.changedAt());
        customer.outdo(deletion);
        return deletion;
    }

    private CustomerEvent change(CustomerEvent before, Instant at) {
        return switch (random.nextInt(8)) {
            case 0 -> before.deleted(at);
            // The same once more: another event, and no other version.
            case 1 -> before.moved(before.email(), before.country(), at);
            default -> before.moved(email(before.customerNumber()), vocabulary.country(random), at);
        };
    }

    private CustomerEvent newCustomer(Instant now) {
        lastNumber++;
        return new CustomerEvent(
                lastNumber, vocabulary.name(random), email(lastNumber), vocabulary.country(random), false, now);
    }

    private String email(long number) {
        return "customer" + number + "." + random.nextInt(1000) + "@example.com";
    }

    private Versions<CustomerEvent> any() {
        return customers.get(random.nextInt(customers.size()));
    }

    private Line badLine(CustomerEvent event) {
        BadRow kind = KINDS[bad % KINDS.length];
        int round = bad / KINDS.length;
        bad++;
        String[] fields = event.fields();
        return switch (kind) {
            case NOT_A_DATE -> {
                fields[5] = NO_DATES[round % NO_DATES.length];
                yield bad(kind, "changed_at_is_a_time", Csv.line(fields));
            }
            case MISSING_KEY -> {
                fields[0] = "";
                yield bad(kind, "customer_id_is_present", Csv.line(fields));
            }
            case TOO_FEW_COLUMNS -> {
                String[] first = Arrays.copyOf(fields, 1 + round % 5);
                yield bad(kind, "changed_at_is_a_time", Csv.line(first));
            }
            default -> {
                fields[1] = "\"" + fields[1].replace("\"", "");
                yield bad(BadRow.BROKEN_QUOTE, Line.UNPARSABLE, String.join(",", fields));
            }
        };
    }

    private static Line bad(BadRow kind, String rule, String text) {
        return new Line.Bad(Feed.CUSTOMERS, kind, rule, text);
    }
}
