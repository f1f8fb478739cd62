package local.shop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes the lines of {@link Feed#CUSTOMERS}, one after the other. Not thread-safe. */
final class Customers {

    private static final BadRow[] KINDS = {BadRow.NOT_A_DATE, BadRow.MISSING_KEY, BadRow.BROKEN_QUOTE};
    private static final String[] NO_DATES = {"yesterday", "2026-02-30T10:00:00.000Z", "2026-13-01T00:00:00.000Z"};

    private final Random random;
    private final Vocabulary vocabulary;
    private final double badShare;
    private final List<Versions<CustomerEvent>> customers = new ArrayList<>();
    private long lastNumber;
    private int bad;

    Customers(Random random, Vocabulary vocabulary, double badShare) {
        this.random = random;
        this.vocabulary = vocabulary;
        this.badShare = badShare;
    }

    Line next(Instant now) {
        if (random.nextDouble() < badShare) {
            return badLine(newCustomer(now));
        }
        double what = random.nextDouble();
        if (customers.isEmpty() || what < 0.60) {
            CustomerEvent event = newCustomer(now);
            customers.add(new Versions<>(event, now));
            return new Line.Customer(event);
        }
        return new Line.Customer(another(any(), what, now));
    }

    /** The number of a customer that exists or existed; 1 before the first. */
    long anyNumber() {
        return customers.isEmpty() ? 1 : any().latest().customerNumber();
    }

    private CustomerEvent another(Versions<CustomerEvent> customer, double what, Instant now) {
        if (what < 0.66) {
            return customer.latest();
        }
        if (what < 0.74 && customer.hasRoomForALateVersion()) {
            return change(customer.latest(), customer.lateTime(random));
        }
        CustomerEvent event = change(customer.latest(), now);
        customer.add(event, now);
        return event;
    }

    private CustomerEvent change(CustomerEvent before, Instant at) {
        return random.nextInt(8) == 0
                ? before.deleted(at)
                : before.moved(email(before.customerNumber()), vocabulary.country(random), at);
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
        String[] fields = event.fields();
        switch (kind) {
            case NOT_A_DATE -> fields[5] = NO_DATES[bad / KINDS.length % NO_DATES.length];
            case MISSING_KEY -> fields[0] = "";
            default -> fields[1] = fields[1].replace("\"", "");
        }
        bad++;
        String text = kind == BadRow.BROKEN_QUOTE
                ? String.join(",", fields[0], "\"" + fields[1], fields[2], fields[3], fields[4], fields[5])
                : Csv.line(fields);
        return new Line.Bad(Feed.CUSTOMERS, kind, text);
    }
}
