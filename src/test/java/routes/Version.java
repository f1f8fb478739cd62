package routes;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Random;
import java.util.function.Function;

/**
 * What one line says of a thing that may be said again, corrected: an order, an event.
 *
 * @param key what it is about
 * @param at when it was said; the later counts
 * @param hash tells versions apart; of two said at one time the greater counts
 * @param row what the marts show of it
 * @param writer writes a line that says it
 */
record Version(String key, Instant at, String hash, String row, Function<Random, String> writer) {

    static Version order(
            String orderId,
            String customerId,
            String product,
            int quantity,
            BigDecimal amount,
            Instant orderedAt,
            Instant recordedAt) {
        // By the formula of sql/transform/stage_orders.sql.
        String hash = Lines.hash(
                orderId,
                customerId,
                product,
                Integer.toString(quantity),
                amount.toPlainString(),
                Lines.nanoseconds(orderedAt),
                Lines.nanoseconds(recordedAt));
        String row = Lines.row(
                orderId,
                customerId,
                product,
                quantity,
                amount.toPlainString(),
                Lines.nanoseconds(orderedAt),
                Lines.nanoseconds(recordedAt),
                hash);
        return new Version(
                orderId,
                recordedAt,
                hash,
                row,
                random -> String.join(
                                ",",
                                Lines.field(random, orderId),
                                Lines.field(random, customerId),
                                Lines.field(random, product),
                                Integer.toString(quantity),
                                random.nextBoolean()
                                        ? amount.toPlainString()
                                        : amount.stripTrailingZeros().toPlainString(),
                                Change.time(random, orderedAt),
                                Change.time(random, recordedAt))
                        + (random.nextInt(16) == 0 ? ",a column of tomorrow" : ""));
    }

    /** An event; without an id the line is its identity. */
    static Version event(String eventId, String type, String customerId, Instant occurredAt, int items) {
        String line = "{" + (eventId == null ? "" : "\"event_id\": \"" + eventId + "\", ") + "\"event_type\": \"" + type
                + "\", \"customer_id\": \"" + customerId + "\", \"occurred_at\": \"" + occurredAt
                + "\", \"properties\": {\"items\": " + items + ", \"note\": \"caf\u00e9\"}}";
        String hash = Lines.hash(line);
        String key = eventId == null ? hash : eventId;
        return new Version(
                key,
                occurredAt,
                hash,
                Lines.row(key, type, customerId, Lines.nanoseconds(occurredAt), items, hash),
                random -> line);
    }
}
