package local.shop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Makes the lines of {@link Feed#EVENTS}, one after the other. Not thread-safe. */
final class Events {

    /** Corrections and duplicates are of one of the last events. */
    private static final int RECENT = 500;

    /** What is no JSON object breaks all rules; of several the first by name counts. */
    private static final String NO_OBJECT = "body_is_json_object";

    private static final double WITHOUT_ID = 0.1;
    private static final double WITHOUT_CUSTOMER = 0.1;

    private static final BadRow[] KINDS = {BadRow.NOT_JSON, BadRow.NOT_AN_OBJECT, BadRow.MISSING_TYPE, BadRow.NOT_A_DATE
    };
    private static final String[] NO_DATES = {"", "just now", "2026-02-30T10:00:00.000Z", "2026-11-20T25:61:00.000Z"};

    private final Random random;
    private final Customers customers;
    private final EventBody bodies;
    private final double badShare;
    private final List<Versions<EventRow>> recent = new ArrayList<>();
    private long lastNumber;
    private int bad;

    Events(Random random, Vocabulary vocabulary, Customers customers, double badShare) {
        this.random = random;
        this.customers = customers;
        this.badShare = badShare;
        bodies = new EventBody(random, vocabulary);
    }

    Line next(Instant now) {
        if (random.nextDouble() < badShare) {
            return badLine(newEvent(Optional.of(nextId()), now));
        }
        double what = random.nextDouble();
        if (recent.isEmpty() || what < 0.88) {
            EventRow row = newEvent(Optional.of(nextId()).filter(id -> random.nextDouble() >= WITHOUT_ID), now);
            remember(new Versions<>(row, now));
            return new Line.Event(row);
        }
        return new Line.Event(another(recent.get(random.nextInt(recent.size())), what, now));
    }

    private EventRow another(Versions<EventRow> event, double what, Instant now) {
        EventRow latest = event.latest();
        if (what < 0.91 || latest.givenId().isEmpty()) {
            return latest;
        }
        if (what < 0.94 && event.hasRoomForALateVersion()) {
            return row(latest.givenId(), latest.eventType(), latest.customerId(), event.lateTime(random));
        }
        EventRow corrected = row(latest.givenId(), latest.eventType(), latest.customerId(), now);
        event.add(corrected, now);
        return corrected;
    }

    private String nextId() {
        lastNumber++;
        return Csv.id("E-", lastNumber, 8);
    }

    private EventRow newEvent(Optional<String> id, Instant now) {
        Optional<String> customer = random.nextDouble() < WITHOUT_CUSTOMER
                ? Optional.empty()
                : Optional.of(CustomerEvent.id(customers.anyNumber()));
        return row(id, EventBody.TYPES[random.nextInt(EventBody.TYPES.length)], customer, now);
    }

    private EventRow row(Optional<String> id, String type, Optional<String> customer, Instant at) {
        ObjectNode body = bodies.empty();
        id.ifPresent(given -> body.put("event_id", given));
        body.put("event_type", type);
        customer.ifPresentOrElse(given -> body.put("customer_id", given), () -> leaveOut(body, "customer_id"));
        body.put("occurred_at", Csv.date(at));
        body.set("properties", bodies.properties(type));
        return new EventRow(id, type, customer, at, bodies.write(body));
    }

    /** Some writers leave out what they do not know, others say null. */
    private void leaveOut(ObjectNode body, String name) {
        if (random.nextBoolean()) {
            body.putNull(name);
        }
    }

    private void remember(Versions<EventRow> event) {
        if (recent.size() < RECENT) {
            recent.add(event);
        } else {
            recent.set((int) (lastNumber % RECENT), event);
        }
    }

    private Line badLine(EventRow row) {
        BadRow kind = KINDS[bad % KINDS.length];
        int round = bad / KINDS.length;
        bad++;
        String body = row.body();
        String type = "\"event_type\":\"" + row.eventType() + "\",";
        String date = Csv.date(row.occurredAt());
        return switch (kind) {
            case NOT_JSON -> bad(kind, NO_OBJECT, noJson(round, body));
            case NOT_AN_OBJECT -> bad(kind, NO_OBJECT, noObject(round, body));
            case MISSING_TYPE -> bad(kind, "event_type_is_present", body.replace(type, noType(round)));
            default ->
                bad(BadRow.NOT_A_DATE, "occurred_at_is_a_time", body.replace(date, NO_DATES[round % NO_DATES.length]));
        };
    }

    private static Line bad(BadRow kind, String rule, String text) {
        return new Line.Bad(Feed.EVENTS, kind, rule, text);
    }

    private static String noJson(int round, String body) {
        return switch (round % 4) {
            case 0 -> body.substring(0, body.indexOf("occurred_at") + 20);
            case 1 -> "ERROR event lost: " + body;
            case 2 -> body.replace("\"event_type\"", "event_type");
            default -> body.substring(1);
        };
    }

    private static String noObject(int round, String body) {
        return switch (round % 4) {
            case 0 -> "[" + body + "]";
            case 1 -> "\"page_viewed\"";
            case 2 -> Integer.toString(round);
            default -> "null";
        };
    }

    private static String noType(int round) {
        return switch (round % 3) {
            case 0 -> "";
            case 1 -> "\"event_type\":null,";
            default -> "\"event_type\":\" \",";
        };
    }
}
